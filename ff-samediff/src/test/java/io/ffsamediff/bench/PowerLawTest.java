package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.bench.ScalingResult.Point;
import io.ffsamediff.bench.ScalingResult.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class PowerLawTest {

  @Test
  void exponent_exactPowers_isFound() {
    List<Double> sizes = List.of(6e3, 6e4, 6e5);

    assertThat(PowerLaw.exponent(sizes, x -> x, x -> 3 * x)).isCloseTo(1, within(1e-12));
    assertThat(PowerLaw.exponent(sizes, x -> x, x -> 0.2 * Math.pow(x, 1.7)))
        .isCloseTo(1.7, within(1e-12));
    assertThat(PowerLaw.exponent(sizes, x -> x, x -> 4)).isCloseTo(0, within(1e-12));
  }

  /** Points (1, 1), (10, 10), (100, 1000): logs 0, 1, 3 over 0, 1, 2, whose slope is 1.5. */
  @Test
  void exponent_pointsOffTheLine_isTheLeastSquaresSlope() {
    List<double[]> points =
        List.of(new double[] {1, 1}, new double[] {10, 10}, new double[] {100, 1000});

    assertThat(PowerLaw.exponent(points, p -> p[0], p -> p[1])).isCloseTo(1.5, within(1e-12));
  }

  @Test
  void exponent_oneSize_isRefused() {
    assertThatThrownBy(() -> PowerLaw.exponent(List.of(2.0, 2.0), x -> x, x -> x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two points of different x");
  }

  @Test
  void series_onePoint_hasNoExponent() {
    Series one = Series.of(List.of(new Point(10, 0.1, 0.05)), List.of("the rest"));
    Series two = Series.of(List.of(new Point(10, 1, 1), new Point(100, 10, 100)), List.of());

    assertThat(one.stepExponent()).isNull();
    assertThat(two.stepExponent()).isCloseTo(1, within(1e-12));
    assertThat(two.productExponent()).isCloseTo(2, within(1e-12));
  }
}
