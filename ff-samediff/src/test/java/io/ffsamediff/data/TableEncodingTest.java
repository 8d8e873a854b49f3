package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.ConfigException;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.config.LabelConfig.Strength;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset.Split;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the examples of a table become rows, and what cannot be done with them. */
class TableEncodingTest {

  private static final Dataset DATA =
      TableDatasetTest.table(new float[] {0.5f, -3, 2, -1, -2, -0.25f, 0, 0, 0}, 0, 1, 2);

  private static final String CONFIG =
      """
      {"name": "tiny", "data": {"name": "flowers"},
       "network": {"type": "forward-forward", "layers": [{"units": 3}, {"units": 3}], "head": {}},
       "training": {"type": "interleaved", "epochs": 1, "batchSize": 2}}
      """;

  @ParameterizedTest
  @EnumSource(InputNormalization.class)
  void encode_agreesWithTheFormulaInDoubles(InputNormalization normalization) {
    for (Strength strength : List.of(new Strength.Fixed(1.5), new Strength.ImageMaximum())) {
      RowEncoder encoder =
          new RowEncoder(new LabelEncoder(new LabelConfig.Append(strength), 3, 3), normalization);
      for (int i = 0; i < DATA.size(); i++) {
        float[] row_I = new float[8];

        float height = encoder.encode(DATA, i, row_I, 1);

        row_I[1 + 3 + DATA.label(i)] = height;
        double[] expected_I = reference(i, strength, normalization);
        for (int input = 0; input < 6; input++) {
          assertThat((double) row_I[1 + input]).isCloseTo(expected_I[input], within(1e-6));
        }
        assertThat(row_I[0]).isZero();
        assertThat(row_I[7]).isZero();
      }
    }
  }

  /** The numbers as they are, the label behind them, all divided by their length. */
  private static double[] reference(
      int index, Strength strength, InputNormalization normalization) {
    float[] line = TableDatasetTest.line(DATA, index);
    double[] row_I = new double[6];
    double largest = 0;
    for (int i = 0; i < 3; i++) {
      row_I[i] = line[i];
      largest = Math.max(largest, Math.abs(line[i]));
    }
    row_I[3 + DATA.label(index)] =
        strength instanceof Strength.Fixed fixed ? fixed.height() : largest;
    double squares = 0;
    for (double value : row_I) {
      squares += value * value;
    }
    double length =
        switch (normalization) {
          case L2 -> Math.sqrt(squares) + 1e-4;
          case RMS -> Math.sqrt(squares / 6) + 1e-8;
          case NONE -> 1;
        };
    for (int i = 0; i < 6; i++) {
      row_I[i] /= length;
    }
    return row_I;
  }

  /** What is large beyond a float's square must not become infinite on the way. */
  @Test
  void encode_ofHugeNumbers_staysFinite() {
    Dataset huge = TableDatasetTest.table(new float[] {3e38f, -3e38f, 1}, 0);
    RowEncoder encoder =
        new RowEncoder(
            new LabelEncoder(new LabelConfig.Append(new Strength.ImageMaximum()), 3, 3),
            InputNormalization.L2);
    float[] row_I = new float[6];

    float height = encoder.encode(huge, 0, row_I, 0);

    assertThat(height).isCloseTo((float) Math.sqrt(1 / 3.0), within(1e-6f));
    assertThat(row_I[1]).isCloseTo(-(float) Math.sqrt(1 / 3.0), within(1e-6f));
  }

  /** Mini-batches, a full batch and a block for prediction hold the same rows. */
  @Test
  void batches_ofTable_holdItsEncodedRows() {
    RowEncoder encoder = RowEncoder.of(config("labels={\"type\":\"append\",\"strength\":1}"), DATA);
    float[] expected_I = new float[6];
    encoder.encode(DATA, 1, expected_I, 0);
    try (ImageBlock block = new ImageBlock(3, encoder);
        Batches<PairRows> batches = Batches.of(DATA, encoder, Optional.empty(), 2, 4)) {
      block.fill(DATA, 0);
      batches.startEpoch(new int[] {2, 1, 0}, new int[] {1, 2, 0}, 5);

      assertThat(block.inputs().getRow(1).toFloatVector()).isEqualTo(expected_I);
      float[] row_I = new float[6];
      batches.batch(0).image(1, row_I);
      assertThat(row_I).isEqualTo(expected_I);
    }
  }

  @Test
  void check_ofOverlayOnTable_isRefused() {
    refused(
        DATA,
        "configuration: /labels/type: expected \"append\", as flowers is a table, whose first columns a label would erase, received \"overlay\". Choose {\"type\": \"append\", \"strength\": 1}.");
  }

  @Test
  void check_ofDistortionsAndHybridsOfTable_namesBoth() {
    refused(
        DATA,
        String.join(
            System.lineSeparator(),
            "configuration: /negatives/type: expected negatives that need no image, as flowers is a table, received \"hybrid\". Choose \"wrong-label\", and labels of type \"append\".",
            "configuration: /augmentation: expected none, as flowers is a table, received distortions of images. Remove it."),
        "labels.type=none",
        "negatives.type=hybrid",
        "augmentation={\"shift\":1}",
        "evaluation.predictor=head");
  }

  @Test
  void check_ofStandardizedImages_isRefused() {
    refused(
        TinyDatasets.bands(Split.TRAIN, 3, 1),
        "configuration: /data/scaling: expected \"auto\" or \"none\", as bands holds images, received \"standardize\". Remove it: pixels are divided by 255.",
        "data.scaling=standardize");
  }

  @Test
  void check_ofBackpropNetworkOnTable_needsNoLabels() {
    RunConfig config = config("network={\"type\":\"backprop\",\"layers\":[{\"units\":3}]}");

    assertThat(RowEncoder.of(config, DATA).inputs()).isEqualTo(3);
  }

  private static void refused(Dataset data, String message, String... overrides) {
    RunConfig config = config(overrides);
    assertThatThrownBy(() -> RowEncoder.of(config, data))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  private static RunConfig config(String... overrides) {
    return ConfigReader.parse("tiny", CONFIG, List.of(overrides));
  }
}
