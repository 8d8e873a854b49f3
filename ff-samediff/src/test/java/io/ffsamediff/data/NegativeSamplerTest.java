package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.NegativesConfig;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NegativeSamplerTest {

  private static final int CLASSES = 10;
  private static final int EXAMPLES = 90_000;
  private static final int[] LABELS_N = labels();

  private final NegativeSampler shuffled = NegativeSampler.of(new NegativesConfig.Shuffled());
  private final NegativeSampler wrongLabel = NegativeSampler.of(new NegativesConfig.WrongLabel());

  @Test
  void shuffled_keepsClassCountsInAnotherOrder() {
    int[] negatives_N = shuffled.sample(LABELS_N, CLASSES, new SplittableRandom(1));

    assertThat(counts(negatives_N)).isEqualTo(counts(LABELS_N));
    assertThat(negatives_N).isNotEqualTo(LABELS_N);
    // Mean 9,000 of 90,000, standard deviation 90: five of them on either side.
    assertThat(trueByAccident(negatives_N)).isBetween(8_550, 9_450);
  }

  @Test
  void wrongLabel_isNeverTrue() {
    int[] negatives_N = wrongLabel.sample(LABELS_N, CLASSES, new SplittableRandom(2));

    assertThat(trueByAccident(negatives_N)).isZero();
    assertThat(Arrays.stream(negatives_N)).allMatch(label -> label >= 0 && label < CLASSES);
  }

  /** Pearson's chi-square over the nine wrong labels of each class. */
  @Test
  void wrongLabel_isUniformOverTheOtherClasses() {
    int[] negatives_N = wrongLabel.sample(LABELS_N, CLASSES, new SplittableRandom(3));

    int[][] counts = new int[CLASSES][CLASSES];
    for (int i = 0; i < EXAMPLES; i++) {
      counts[LABELS_N[i]][negatives_N[i]]++;
    }
    double expected = EXAMPLES / (double) CLASSES / (CLASSES - 1);
    double chiSquare = 0;
    for (int label = 0; label < CLASSES; label++) {
      for (int wrong = 0; wrong < CLASSES; wrong++) {
        chiSquare += label == wrong ? 0 : Math.pow(counts[label][wrong] - expected, 2) / expected;
      }
    }
    // 80 degrees of freedom: 124.8 is exceeded once in a thousand, 46.5 missed once in a thousand.
    assertThat(chiSquare).isBetween(46.5, 124.8);
  }

  @Test
  void wrongLabel_ofTwoClasses_isTheOther() {
    int[] negatives_N = wrongLabel.sample(new int[] {0, 1, 1}, 2, new SplittableRandom(4));

    assertThat(negatives_N).containsExactly(1, 0, 0);
  }

  @Test
  void samples_ofSameSeed_areTheSameAndLeaveLabelsAsTheyWere() {
    int[] before_N = LABELS_N.clone();

    for (NegativeSampler sampler : new NegativeSampler[] {shuffled, wrongLabel}) {
      assertThat(sampler.sample(LABELS_N, CLASSES, new SplittableRandom(5)))
          .isEqualTo(sampler.sample(LABELS_N, CLASSES, new SplittableRandom(5)))
          .isNotEqualTo(sampler.sample(LABELS_N, CLASSES, new SplittableRandom(6)));
    }
    assertThat(LABELS_N).isEqualTo(before_N);
  }

  private static int[] labels() {
    int[] labels_N = new int[EXAMPLES];
    Arrays.setAll(labels_N, i -> i % CLASSES);
    return labels_N;
  }

  private static int[] counts(int[] labels_N) {
    int[] counts_C = new int[CLASSES];
    for (int label : labels_N) {
      counts_C[label]++;
    }
    return counts_C;
  }

  private static int trueByAccident(int[] negatives_N) {
    int count = 0;
    for (int i = 0; i < EXAMPLES; i++) {
      count += negatives_N[i] == LABELS_N[i] ? 1 : 0;
    }
    return count;
  }
}
