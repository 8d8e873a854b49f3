package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.AugmentationConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.data.Dataset.Split;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AugmentedBatchesTest {

  private static final int EXAMPLES = 7;
  private static final int BATCH = 3;
  private static final int[] FORWARD = {0, 1, 2, 3, 4, 5, 6};

  private final Dataset data = TinyDatasets.bands(Split.TRAIN, EXAMPLES, 3);
  private Crew crew = new LoneThread();
  private final RowEncoder encoder = TinyDatasets.overlay(InputNormalization.L2);

  static Stream<RowEncoder> encoders() {
    return Arrays.stream(InputNormalization.values())
        .flatMap(kind -> Stream.of(TinyDatasets.overlay(kind), TinyDatasets.append(kind)));
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void encode_floatsOfWholePixels_givesTheRowOfTheBytes(RowEncoder encoder) {
    int start = 2;
    for (int i = 0; i < EXAMPLES; i++) {
      float[] bytes = new float[start + encoder.inputs()];
      float height = encoder.encode(data, i, bytes, start);
      float[] floats = new float[start + encoder.inputs()];
      Arrays.fill(floats, start, floats.length, 99);
      data.images().copy(i, 0, floats, start, data.inputs());

      assertThat(encoder.encode(floats, start)).isEqualTo(height);
      assertThat(floats).isEqualTo(bytes);
    }
  }

  /**
   * The label is as high as the brightest pixel of the distorted image, and what it covers is 0.
   */
  @Test
  void encode_distortedImage_takesHeightAndLengthFromIt() {
    float[] x = new float[encoder.inputs()];
    x[1] = 51;
    x[30] = 25.5f;
    float height = encoder.encode(x, 0);

    double length = Math.sqrt(0.2 * 0.2 + 0.1 * 0.1) + 1e-4;
    assertThat(height).isEqualTo((float) (0.2 / length));
    assertThat(x[1]).isZero();
    assertThat(x[30]).isEqualTo((float) (0.1 / length));
  }

  @Test
  void batch_anyFirst_showsTheSameImagesAsInTurn() {
    float[][] inTurn = new float[EXAMPLES][];
    try (Batches<PairRows> batches = batches(BATCH)) {
      batches.startEpoch(FORWARD, data.labels(), 11);
      for (int b = 0; b < 3; b++) {
        collect(batches, b, FORWARD, inTurn);
      }
    }
    float[][] resumed = new float[EXAMPLES][];
    try (Batches<PairRows> batches = batches(BATCH)) {
      batches.startEpoch(FORWARD, data.labels(), 11);
      for (int b : new int[] {1, 2, 0, 1}) {
        collect(batches, b, FORWARD, resumed);
      }
    }
    assertThat(resumed).isDeepEqualTo(inTurn);
    assertThat(inTurn[0]).isNotEqualTo(undistorted(0));
  }

  @Test
  void startEpoch_otherOrder_distortsEachExampleAlike() {
    int[] backward = IntStream.range(0, EXAMPLES).map(i -> EXAMPLES - 1 - i).toArray();
    assertThat(epoch(BATCH, backward, 11)).isDeepEqualTo(epoch(BATCH, FORWARD, 11));
  }

  @Test
  void startEpoch_otherSeed_distortsOtherwise() {
    float[][] one = epoch(BATCH, FORWARD, 11);
    float[][] other = epoch(BATCH, FORWARD, 12);
    for (int i = 0; i < EXAMPLES; i++) {
      assertThat(other[i]).isNotEqualTo(one[i]);
    }
  }

  @Test
  void batches_batchAsLargeAsTheData_distortsThatToo() {
    assertThat(epoch(EXAMPLES, FORWARD, 11)).isDeepEqualTo(epoch(BATCH, FORWARD, 11));
  }

  @Test
  void batches_sharedByThreads_areThoseOfOneThread() {
    for (int threads : new int[] {2, 3, EXAMPLES + 1}) {
      crew = new ThreadCrew(threads);
      float[][] shared = epoch(BATCH, FORWARD, 11);
      crew = new LoneThread();

      assertThat(shared).isDeepEqualTo(epoch(BATCH, FORWARD, 11));
    }
  }

  private Batches<PairRows> batches(int size) {
    AugmentationConfig config = new AugmentationConfig(1, false, 20, 0.1, 0.1, 1, 2);
    return Batches.of(data, encoder, Optional.of(config), size, 100, crew);
  }

  /** The images of an epoch by their indices. */
  private float[][] epoch(int size, int[] order_N, long seed) {
    float[][] images = new float[EXAMPLES][];
    try (Batches<PairRows> batches = batches(size)) {
      batches.startEpoch(order_N, data.labels(), seed);
      for (int b = 0; b < batches.count(); b++) {
        collect(batches, b, order_N, images);
      }
    }
    return images;
  }

  private static void collect(
      Batches<PairRows> batches, int batch, int[] order_N, float[][] images) {
    PairBlocks pairs = batches.batch(batch).pairs().orElseThrow();
    for (int r = 0; r < pairs.images(0).rows(); r++) {
      images[order_N[batch * BATCH + r]] = pairs.images(0).getRow(r).toFloatVector();
    }
  }

  private float[] undistorted(int index) {
    float[] row_I = new float[encoder.inputs()];
    encoder.encode(data, index, row_I, 0);
    return row_I;
  }
}
