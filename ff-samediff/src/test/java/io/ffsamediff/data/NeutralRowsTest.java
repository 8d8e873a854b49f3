package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.data.Dataset.Split;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NeutralRowsTest {

  private static final int EXAMPLES = 5;

  static Stream<Arguments> encoders() {
    return Stream.of(InputNormalization.values())
        .flatMap(
            kind ->
                Stream.of(
                    Arguments.of(TinyDatasets.overlay(kind), kind),
                    Arguments.of(TinyDatasets.append(kind), kind)));
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void inputs_eachImage_hasAllLabelsAlikeAndTheLengthOfALabelledRow(
      RowEncoder encoder, InputNormalization kind) {
    Dataset data = TinyDatasets.bands(Split.TRAIN, EXAMPLES, 3);
    try (Batches<PairRows> batches = Batches.of(data, encoder, Optional.empty(), EXAMPLES, 4)) {
      RowBlocks neutral = batches.batch(0).neutral();
      assertThat(neutral.rows()).isEqualTo(EXAMPLES);
      assertThat(neutral.blocks()).isEqualTo(3);

      for (int i = 0; i < EXAMPLES; i++) {
        float[] row_I = neutral.inputs(i / 2).getRow(i % 2).toFloatVector();
        double[] labelled_I = TinyDatasets.reference(data, i, data.label(i), encoder, kind);
        assertRow(row_I, labelled_I, encoder.labels().offset(), data.label(i), kind);
      }
    }
  }

  /** A thread a block at a time, as executors ask; copies are made at the first call. */
  @Test
  void inputs_blocksAskedForBySeveralThreads_areTheirOwn() {
    Dataset data = TinyDatasets.bands(Split.TRAIN, 40, 3);
    RowEncoder encoder = TinyDatasets.overlay(InputNormalization.RMS);
    for (int attempt = 0; attempt < 300; attempt++) {
      try (Batches<PairRows> batches = Batches.of(data, encoder, Optional.empty(), 39, 4)) {
        RowBlocks neutral = batches.batch(0).neutral();
        int[] rows = new int[neutral.blocks()];
        new ThreadCrew(4)
            .spread(
                (part, from, to) -> {
                  for (int block = from; block < to; block++) {
                    rows[block] = neutral.inputs(block).rows();
                  }
                },
                rows.length);

        for (int block = 0; block < rows.length; block++) {
          assertThat(rows[block]).as("block %d", block).isEqualTo(neutral.size(block));
        }
      }
    }
  }

  private static void assertRow(
      float[] row_I, double[] labelled_I, int offset, int label, InputNormalization kind) {
    double[] expected_I = labelled_I.clone();
    double height = labelled_I[offset + label] / TinyDatasets.CLASSES;
    for (int c = 0; c < TinyDatasets.CLASSES; c++) {
      expected_I[offset + c] = height;
    }
    double scale = kind == InputNormalization.NONE ? 1 : length(labelled_I) / length(expected_I);
    for (int i = 0; i < row_I.length; i++) {
      assertThat((double) row_I[i])
          .as("input %d", i)
          .isCloseTo(scale * expected_I[i], within(3e-5));
    }
  }

  private static double length(double[] x) {
    double squares = 0;
    for (double value : x) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }
}
