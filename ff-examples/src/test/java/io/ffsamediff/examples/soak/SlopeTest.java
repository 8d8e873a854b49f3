package io.ffsamediff.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlopeTest {

  private static final int SAMPLES = 100;

  @Test
  void of_line_isItsSlopeWithoutError() {
    Slope slope = slope(i -> 5 + 3 * i / 100.0);

    assertThat(slope.perHour()).isCloseTo(3, within(1e-9));
    assertThat(slope.standardError()).isCloseTo(0, within(1e-6));
    assertThat(slope.mean()).isCloseTo(6.485, within(1e-9));
    assertThat(slope.hours()).isCloseTo(0.99, within(1e-9));
  }

  @Test
  void of_independentNoise_hasTheErrorOfTheTextbook() {
    Random random = new Random(3);
    Slope slope = slope(i -> random.nextGaussian());

    // The square root of 12 / n, over the length of an hour.
    assertThat(slope.standardError()).isCloseTo(Math.sqrt(12.0 / SAMPLES), within(0.12));
  }

  @Test
  void of_noiseThatLingers_hasALargerError() {
    Random random = new Random(3);
    double[] last = {0};
    Slope slope = slope(i -> last[0] = 0.9 * last[0] + Math.sqrt(0.19) * random.nextGaussian());

    assertThat(slope.standardError()).isGreaterThan(2 * Math.sqrt(12.0 / SAMPLES));
  }

  @Test
  void isLeak_growthBeyondNoiseAndAllowance_only() {
    Random random = new Random(3);
    Slope leak = slope(i -> 5 * i / 100.0 + random.nextGaussian());
    Slope noise = slope(i -> random.nextGaussian());
    Slope shrinking = slope(i -> -5 * i / 100.0 + random.nextGaussian());

    assertThat(leak.isLeak(1)).isTrue();
    assertThat(leak.isLeak(10)).isFalse();
    assertThat(noise.isLeak(0)).isFalse();
    assertThat(shrinking.isLeak(0)).isFalse();
  }

  /** A hundred samples in an hour. */
  private static Slope slope(IntToDoubleFunction value) {
    return Slope.of(
        IntStream.range(0, SAMPLES)
            .mapToObj(i -> new Slope.Point(i / 100.0, value.applyAsDouble(i)))
            .toList());
  }
}
