package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.data.Dataset.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class HybridBatchesTest {

  private static final int EXAMPLES = 10;
  private static final long SEED = 77;

  private final Dataset data = TinyDatasets.bands(Split.TRAIN, EXAMPLES, 5);
  private final int[] order_N = Permutations.of(EXAMPLES, new SplittableRandom(2));

  @ParameterizedTest
  @EnumSource(InputNormalization.class)
  void batch_everyNormalization_positivesAreEncodedImagesAndHybridsAsLong(
      InputNormalization normalization) {
    RowEncoder encoder = encoder(normalization);
    float[] expected = new float[encoder.inputs()];
    try (Batches<HybridRows> batches = batches(encoder, data, 4, 100)) {
      batches.startEpoch(order_N, data.labels(), SEED);
      for (int batch = 0; batch < 3; batch++) {
        HybridRows rows = batches.batch(batch);
        float[][] x = rows(rows);
        assertThat(rows.rows()).isEqualTo(2 * rows.examples());
        for (int i = 0; i < rows.examples(); i++) {
          int example = order_N[4 * batch + i];
          encoder.encode(data, example, expected, 0);
          assertThat(x[i]).isEqualTo(expected);
          assertThat(rows.label(i)).isEqualTo(data.label(example));
          if (normalization != InputNormalization.NONE) {
            assertThat(squares(x[rows.examples() + i]) / squares(x[i])).isBetween(0.99, 1.01);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 10", "4, 4", "3, 3"})
  void batch_hybrids_arePixelsOfTheImageAndOfOneOtherOfTheBatch(int batchSize, int seed) {
    try (Batches<HybridRows> batches =
        batches(encoder(InputNormalization.NONE), data, batchSize, 100)) {
      batches.startEpoch(order_N, data.labels(), seed);
      // The last batch of three is one example, whose other image is the one before it.
      HybridRows first = batches.batch(0);
      assertHybrids(rows(first), first.examples());
      if (batchSize == 3) {
        float[][] before = rows(batches.batch(2));
        float[][] last = rows(batches.batch(3));
        assertThat(last).hasDimensions(2, TinyDatasets.SIDE * TinyDatasets.SIDE);
        assertMix(last[1], last[0], List.of(before[2]));
      }
    }
  }

  private static void assertHybrids(float[][] x, int examples) {
    for (int i = 0; i < examples; i++) {
      List<float[]> others = new ArrayList<>();
      for (int other = 0; other < examples; other++) {
        if (other != i) {
          others.add(x[other]);
        }
      }
      assertMix(x[examples + i], x[i], others);
    }
  }

  /** The mixture has pixels of its own image and of one of the others, some of each. */
  private static void assertMix(float[] mixed, float[] own, List<float[]> others) {
    assertThat(others)
        .anyMatch(
            other -> {
              boolean all =
                  IntStream.range(0, mixed.length)
                      .allMatch(p -> mixed[p] == own[p] || mixed[p] == other[p]);
              return all && !Arrays.equals(mixed, own) && !Arrays.equals(mixed, other);
            });
  }

  @Test
  void inputs_severalBlocks_halfImagesHalfHybrids() {
    RowEncoder encoder = encoder(InputNormalization.L2);
    try (Batches<HybridRows> whole = batches(encoder, data, 5, 100);
        Batches<HybridRows> blocks = batches(encoder, data, 5, 4)) {
      whole.startEpoch(order_N, data.labels(), SEED);
      blocks.startEpoch(order_N, data.labels(), SEED);
      float[][] expected = rows(whole.batch(0));
      HybridRows rows = blocks.batch(0);

      assertThat(rows.blocks()).isEqualTo(3);
      float[][] actual = rows(rows);
      int[] from = {0, 1, 5, 6, 2, 3, 7, 8, 4, 9};
      for (int row = 0; row < from.length; row++) {
        assertThat(actual[row]).isEqualTo(expected[from[row]]);
      }
      assertThat(rows.polarities(0).toFloatVector()).containsExactly(1, 1, -1, -1);
      assertThat(rows.polarities(2).toFloatVector()).containsExactly(1, -1);
    }
  }

  @Test
  void positives_ofWhatALayerHandsOn_areTheImagesInOrder() {
    try (Batches<HybridRows> batches = batches(encoder(InputNormalization.L2), data, 5, 4)) {
      batches.startEpoch(order_N, data.labels(), SEED);
      HybridRows rows = batches.batch(0);
      try (HiddenRows hidden = new HiddenRows(rows, 2)) {
        HostArrays.floats(hidden.all())
            .put(0, new float[] {0, 1, 2, 3, -1, -1, -1, -1, 4, 5, 6, 7, -1, -1, -1, -1, 8, 9});
        assertThat(hidden.positives().reshape(10).toFloatVector())
            .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        HostArrays.floats(hidden.all()).put(16, 20f);
        assertThat(hidden.positives().getFloat(4, 0)).isEqualTo(20);
      }
    }
  }

  @Test
  void batch_sameSeed_sameHybridsInWhateverOrder() {
    RowEncoder encoder = encoder(InputNormalization.L2);
    try (Batches<HybridRows> batches = batches(encoder, data, 4, 100);
        Batches<HybridRows> resumed = batches(encoder, data, 4, 100)) {
      batches.startEpoch(order_N, data.labels(), SEED);
      batches.batch(0);
      float[][] second = rows(batches.batch(1));
      resumed.startEpoch(order_N, data.labels(), SEED);
      assertThat(rows(resumed.batch(1))).isEqualTo(second);

      resumed.startEpoch(order_N, data.labels(), SEED + 1);
      float[][] other = rows(resumed.batch(1));
      assertThat(Arrays.copyOf(other, 4)).isEqualTo(Arrays.copyOf(second, 4));
      for (int i = 4; i < 8; i++) {
        assertThat(other[i]).isNotEqualTo(second[i]);
      }
    }
  }

  private static double squares(float[] row) {
    return IntStream.range(0, row.length).mapToDouble(i -> (double) row[i] * row[i]).sum();
  }

  private static RowEncoder encoder(InputNormalization normalization) {
    int pixels = TinyDatasets.SIDE * TinyDatasets.SIDE;
    LabelEncoder none = new LabelEncoder(new LabelConfig.None(), pixels, TinyDatasets.CLASSES);
    assertThat(none.inputs()).isEqualTo(pixels);
    return new RowEncoder(none, normalization);
  }

  private static Batches<HybridRows> batches(
      RowEncoder encoder, Dataset data, int batchSize, int blockRows) {
    HybridMask mask = new HybridMask(data.height(), data.width(), 2);
    return Batches.ofHybrids(data, encoder, Optional.empty(), mask, batchSize, blockRows);
  }

  private static float[][] rows(HybridRows rows) {
    List<float[]> all = new ArrayList<>();
    for (int block = 0; block < rows.blocks(); block++) {
      INDArray x_BI = rows.inputs(block);
      for (int row = 0; row < rows.size(block); row++) {
        all.add(x_BI.getRow(row).toFloatVector());
      }
    }
    return all.toArray(new float[0][]);
  }
}
