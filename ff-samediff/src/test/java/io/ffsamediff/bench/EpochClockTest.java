package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.bench.EpochClock.EpochTimes;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochClockTest {

  private static final long SECOND = 1_000_000_000L;

  /** Layer 0 steps in 2 s after 5 s of sampling; layer 1 in 3 s after 4 s of hand-over. */
  private static void epoch(EpochClock clock) {
    clock.step(0, 0, 7 * SECOND);
    clock.step(0, 1, 9 * SECOND);
    clock.step(0, 2, 11 * SECOND);
    clock.step(1, 0, 18 * SECOND);
    clock.step(1, 1, 21 * SECOND);
    clock.epoch(21);
  }

  @Test
  void innerSeconds_leaveOutWhatComesBeforeAFirstStep() {
    EpochClock clock = new EpochClock(2, 1, 60);

    epoch(clock);

    assertThat(clock.counted()).hasSize(1);
    assertThat(clock.counted().get(0).innerSeconds()).containsExactly(6, 6);
    assertThat(clock.hasWarmedUp()).isFalse();
    assertThat(clock.enough()).isTrue();
  }

  @Test
  void innerSeconds_oneInnerEpoch_areUnknown() {
    EpochClock clock = new EpochClock(1, 1, 60);

    clock.step(0, 0, 7 * SECOND);
    clock.epoch(7);

    assertThat(clock.counted().get(0).innerSeconds()).containsExactly(Double.NaN);
  }

  @Test
  void counted_severalEpochs_dropsTheFirst() {
    EpochClock clock = new EpochClock(2, 9, 60);
    epoch(clock);
    assertThat(clock.enough()).isFalse();
    epoch(clock);
    epoch(clock);

    assertThat(clock.enough()).as("63 s are spent").isTrue();
    assertThat(clock.counted()).hasSize(2);
    assertThat(clock.counted().get(1).innerSeconds()).containsExactly(6, 6);
  }

  @Test
  void result_timedInTheLoop_comparesEachEpochWithItsOwnSteps() {
    List<EpochTimes> epochs =
        List.of(
            new EpochTimes(11, new double[] {5, 5}),
            new EpochTimes(24, new double[] {10, 10}),
            new EpochTimes(13, new double[] {5, 5}));

    EpochResult result = EpochResult.of(epochs, true, BenchFixture.layers(), new int[] {3, 3});

    assertThat(result.seconds()).isEqualTo(new Spread(13, 11, 24, 3));
    assertThat(result.innerEpochSeconds()).isEqualTo(10);
    assertThat(result.ratio()).isCloseTo(1.2, within(1e-12));
    assertThat(result.innerEpochsFrom()).isEqualTo("loop");
    assertThat(result.naiveProductSeconds()).isCloseTo(3 * (0.5 + 0.3), within(1e-12));
    assertThat(result.examplesPerSecond()).isCloseTo(60_000 / 13.0, within(1e-9));
  }

  @Test
  void result_oneInnerEpoch_takesTheStepsMeasuredApart() {
    double[] unknown = {Double.NaN, Double.NaN};

    EpochResult result =
        EpochResult.of(
            List.of(new EpochTimes(1, unknown)), false, BenchFixture.layers(), new int[] {1, 1});

    assertThat(result.innerEpochSeconds()).isCloseTo(0.4 + 0.36, within(1e-12));
    assertThat(result.innerEpochsFrom()).isEqualTo("steps");
  }
}
