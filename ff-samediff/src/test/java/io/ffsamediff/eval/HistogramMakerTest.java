package io.ffsamediff.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramMakerTest {

  private static final int CLASSES = 5;

  /** A plain reference: values are sorted, and each bin is counted by comparing with its ends. */
  @Test
  void make_manyValues_countsAsAPlainReferenceDoes() {
    Random random = new Random(11);
    int[] actual_N = random.ints(3000, 0, CLASSES).toArray();
    float[] goodness_NC = new float[actual_N.length * CLASSES];
    List<Float> right = new ArrayList<>();
    List<Float> wrong = new ArrayList<>();
    for (int k = 0; k < goodness_NC.length; k++) {
      boolean isRight = actual_N[k / CLASSES] == k % CLASSES;
      goodness_NC[k] = (float) Math.exp(random.nextGaussian() + (isRight ? 1 : 0));
      (isRight ? right : wrong).add(goodness_NC[k]);
    }

    GoodnessHistogram made =
        new HistogramMaker(actual_N, CLASSES, goodness_NC).make(2, 1.5).orElseThrow();

    assertThat(made.layer()).isEqualTo(2);
    assertThat(made.threshold()).isEqualTo(1.5);
    assertThat(made.right()).isEqualTo(reference(made, right));
    assertThat(made.wrong()).isEqualTo(reference(made, wrong));
    assertThat(made.meanRight()).isCloseTo(mean(right), within(1e-9));
    assertThat(made.meanWrong()).isCloseTo(mean(wrong), within(1e-9));
    assertThat(made.bins()).isEqualTo(44);
    assertThat(beyond(made, right)).isBetween(1L, 2 * 3L);
    assertThat(beyond(made, wrong)).isLessThanOrEqualTo(2 * 12L);
    assertThat(made.high()).isLessThan(Collections.max(right));
  }

  private static List<Integer> reference(GoodnessHistogram made, List<Float> values) {
    double width = (made.high() - made.low()) / made.bins();
    List<Integer> counts = new ArrayList<>();
    for (int bin = 0; bin < made.bins(); bin++) {
      double from = bin == 0 ? Double.NEGATIVE_INFINITY : made.low() + bin * width;
      double to =
          bin == made.bins() - 1 ? Double.POSITIVE_INFINITY : made.low() + (bin + 1) * width;
      counts.add((int) values.stream().filter(v -> v >= from && v < to).count());
    }
    return counts;
  }

  private static double mean(List<Float> values) {
    return values.stream().mapToDouble(Float::doubleValue).average().orElseThrow();
  }

  private static long beyond(GoodnessHistogram made, List<Float> values) {
    return values.stream().filter(v -> v < made.low() || v > made.high()).count();
  }

  @Test
  void make_equalValues_areInOneBin() {
    GoodnessHistogram made =
        new HistogramMaker(new int[] {0, 1}, 2, new float[] {3, 3, 3, 3})
            .make(1, null)
            .orElseThrow();

    assertThat(made.threshold()).isNull();
    assertThat(made.bins()).isEqualTo(10);
    assertThat(made.right().stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
    assertThat(made.right().get(0)).isEqualTo(2);
    assertThat(made.low()).isEqualTo(3);
    assertThat(made.high()).isGreaterThan(3);
  }

  @Test
  void make_numbersThatAreNotFinite_areLeftOut() {
    float[] goodness_NC = {1, Float.NaN, 2, Float.POSITIVE_INFINITY, 4, 3};

    GoodnessHistogram made =
        new HistogramMaker(new int[] {0, 0, 1}, 2, goodness_NC).make(1, 1.0).orElseThrow();

    assertThat(made.meanRight()).isEqualTo(2);
    assertThat(made.meanWrong()).isEqualTo(4);
    assertThat(new HistogramMaker(new int[] {0}, 2, new float[] {1, Float.NaN}).make(1, 1.0))
        .isEmpty();
  }
}
