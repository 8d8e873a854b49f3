package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NonNegativeFitTest {

  private static final double[][] FEATURES = {{1, 0, 3}, {1, 1, 0}, {1, 2, 5}, {1, 3, 1}};

  private static double[] values(double... coefficients) {
    double[] values = new double[FEATURES.length];
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < coefficients.length; column++) {
        values[row] += coefficients[column] * FEATURES[row][column];
      }
    }
    return values;
  }

  @Test
  void of_knownCoefficients_areFound() {
    assertThat(NonNegativeFit.of(FEATURES, values(2, 0.5, 7)))
        .containsExactly(new double[] {2, 0.5, 7}, within(1e-9));
  }

  /** Those of a straight line through 3, 2, 1, 0 would be 3 and -1; without a slope 1.5 is best. */
  @Test
  void of_whatWouldBeBelowZero_isZeroAndTheOthersMakeUpForIt() {
    double[][] line = {{1, 0}, {1, 1}, {1, 2}, {1, 3}};

    assertThat(NonNegativeFit.of(line, new double[] {3, 2, 1, 0}))
        .containsExactly(new double[] {1.5, 0}, within(1e-9));
  }

  @Test
  void of_featuresThatCannotBeToldApart_areShared() {
    double[][] twice = {{1, 2}, {2, 4}, {3, 6}};

    double[] found = NonNegativeFit.of(twice, new double[] {4, 8, 12});

    assertThat(found[0] + 2 * found[1]).isCloseTo(4, within(1e-9));
  }

  @Test
  void of_nothingThatHelps_isZero() {
    assertThat(NonNegativeFit.of(new double[][] {{1}, {1}}, new double[] {-1, -2}))
        .containsExactly(0);
  }
}
