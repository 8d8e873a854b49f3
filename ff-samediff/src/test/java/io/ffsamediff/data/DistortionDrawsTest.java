package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.AugmentationConfig;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What chance draws, over many examples. */
class DistortionDrawsTest {

  private static final int DRAWS = 20_000;
  private static final AugmentationConfig ALL =
      new AugmentationConfig(2.5, false, 30, 0.2, 0.4, 3, 4);

  @Test
  void affineDraws_fillTheirRangesEvenly() {
    assertUniform(AffineDraw::shiftX, 0, 2.5);
    assertUniform(AffineDraw::shiftY, 0, 2.5);
    assertUniform(draw -> Math.toDegrees(draw.rotation()), 0, 30);
    assertUniform(AffineDraw::scale, 1, 0.2);
    assertUniform(AffineDraw::shear, 0, 0.4);
  }

  private static void assertUniform(
      ToDoubleFunction<AffineDraw> value, double middle, double largest) {
    double[] drawn = draws(ALL, value);
    DoubleSummaryStatistics seen = Arrays.stream(drawn).summaryStatistics();
    double variance = Arrays.stream(drawn).map(v -> (v - middle) * (v - middle)).sum() / DRAWS;
    assertThat(seen.getMin()).isBetween(middle - largest, middle - 0.99 * largest);
    assertThat(seen.getMax()).isBetween(middle + 0.99 * largest, middle + largest);
    assertThat(seen.getAverage()).isCloseTo(middle, within(0.02 * largest));
    assertThat(variance).isCloseTo(largest * largest / 3, within(0.02 * largest * largest));
  }

  @Test
  void affineDraws_wholePixels_takeEachWholeNumberEquallyOften() {
    AugmentationConfig config = new AugmentationConfig(2.9, true, 0, 0, 0, 0, 4);
    double[] drawn = draws(config, AffineDraw::shiftX);
    for (int shift = -2; shift <= 2; shift++) {
      double wanted = shift;
      long count = Arrays.stream(drawn).filter(v -> v == wanted).count();
      assertThat((double) count / DRAWS).as("shift %d", shift).isCloseTo(0.2, within(0.02));
    }
  }

  @Test
  void affineDraws_axes_areIndependent() {
    double[] x = draws(ALL, AffineDraw::shiftX);
    double[] y = draws(ALL, AffineDraw::shiftY);
    double covariance = IntStream.range(0, DRAWS).mapToDouble(i -> x[i] * y[i]).sum() / DRAWS;

    assertThat(covariance).isCloseTo(0, within(0.02 * 2.5 * 2.5));
  }

  private static double[] draws(AugmentationConfig config, ToDoubleFunction<AffineDraw> value) {
    return IntStream.range(0, DRAWS)
        .mapToDouble(i -> value.applyAsDouble(ReferenceDistortion.affineDraw(config, 6, i)))
        .toArray();
  }

  /** Of a uniform draw a cubic B-spline keeps, per axis, 151 / 315 of the variance on average. */
  @Test
  void elasticField_manyDraws_hasTheSpreadOfItsSplines() {
    int side = 40;
    ElasticField field = new ElasticField(ALL, side, side);
    double squares = 0;
    double largest = 0;
    for (int i = 0; i < 400; i++) {
      field.draw(ReferenceDistortion.at(6, i));
      for (int y = 0; y < side; y++) {
        field.toLine(y);
        for (int x = 0; x < side; x++) {
          double shift = field.x(x) / FixedPoint.ONE;
          squares += shift * shift;
          largest = Math.max(largest, Math.abs(field.y(x) / FixedPoint.ONE));
        }
      }
    }
    double expected = 3 * 151 / 315.0 / Math.sqrt(3);
    assertThat(Math.sqrt(squares / (400 * side * side))).isCloseTo(expected, within(0.03));
    assertThat(largest).isBetween(1.5, 3.0);
  }

  /** The kernel's standard deviation is that which was asked for, and its weights add up to 1. */
  @Test
  void splineAxis_weights_addUpAndSpreadAsAsked() {
    double spacing = 4 * Math.sqrt(3);
    SplineAxis axis = new SplineAxis(28, spacing);
    for (int pixel = 0; pixel < 28; pixel++) {
      double sum = 0;
      double mean = 0;
      double squares = 0;
      for (int node = 0; node < SplineAxis.REACH; node++) {
        double distance = (axis.first(pixel) + node - 1) * spacing - pixel;
        sum += axis.weight(node, pixel);
        mean += axis.weight(node, pixel) * distance;
        squares += axis.weight(node, pixel) * distance * distance;
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
      assertThat(mean).isCloseTo(0, within(1e-5));
      assertThat(Math.sqrt(squares)).isCloseTo(4, within(1e-5));
    }
  }
}
