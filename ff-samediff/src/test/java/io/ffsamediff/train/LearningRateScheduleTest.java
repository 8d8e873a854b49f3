package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.ScheduleConfig;
import io.ffsamediff.config.ScheduleConfig.Constant;
import io.ffsamediff.config.ScheduleConfig.Cosine;
import io.ffsamediff.config.ScheduleConfig.Linear;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LearningRateScheduleTest {

  @Test
  void constant_withoutWarmUp_isOne() {
    assertFactors(new Constant(0), 2, 2, 1, 1, 1, 1);
  }

  @Test
  void constant_warmUp_risesEvenlyToOne() {
    assertFactors(new Constant(1), 2, 4, 0.25, 0.5, 0.75, 1, 1, 1, 1, 1);
  }

  @Test
  void linear_half_isConstantThenFalls() {
    assertFactors(new Linear(0.5, 0), 4, 2, 1, 1, 1, 1, 1, 0.75, 0.5, 0.25);
  }

  @Test
  void linear_constantNever_fallsFromTheStart() {
    assertFactors(new Linear(0, 0), 1, 4, 1, 0.75, 0.5, 0.25);
  }

  @Test
  void linear_constantThroughout_isOne() {
    assertFactors(new Linear(1, 0), 1, 3, 1, 1, 1);
  }

  @Test
  void linear_warmUp_runsOverTheRest() {
    assertFactors(new Linear(0.5, 1), 3, 2, 0.5, 1, 1, 1, 1, 0.5);
  }

  @Test
  void cosine_fallsFromOneTowardsZero() {
    double root = Math.sqrt(0.5);
    assertFactors(new Cosine(0), 2, 2, 1, 0.5 * (1 + root), 0.5, 0.5 * (1 - root));
  }

  @Test
  void cosine_warmUp_runsOverTheRest() {
    assertFactors(new Cosine(0.5), 1, 4, 0.5, 1, 1, 0.5);
  }

  /** Two and a half steps: the third would be above 1. */
  @Test
  void warmUp_ofAFractionOfAStep_endsAtOne() {
    assertFactors(new Linear(0, 0.625), 1, 4, 0.4, 0.8, 1, 1 - 0.5 / 1.5);
    assertFactors(new Constant(0.1), 1, 4, 1, 1, 1, 1);
  }

  static Stream<ScheduleConfig> longWarmUps() {
    return Stream.of(2, 5, 1000)
        .flatMap(
            epochs -> Stream.of(new Constant(epochs), new Linear(0.5, epochs), new Cosine(epochs)));
  }

  @ParameterizedTest
  @MethodSource("longWarmUps")
  void warmUp_asLongAsTheRunOrLonger_isItsBeginning(ScheduleConfig config) {
    double steps = config.warmUpEpochs() * 3;
    assertFactors(config, 2, 3, 1 / steps, 2 / steps, 3 / steps, 4 / steps, 5 / steps, 6 / steps);
  }

  static Stream<ScheduleConfig> schedules() {
    return Stream.of(
        new Constant(0), new Linear(0.5, 0), new Linear(1, 0.5), new Cosine(0), new Cosine(1));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void factor_pastTheRun_isThatOfTheLastStep(ScheduleConfig config) {
    LearningRateSchedule schedule = LearningRateSchedule.of(config, 2, 5);

    assertThat(schedule.factor(10)).isEqualTo(schedule.factor(9));
    assertThat(schedule.factor(Long.MAX_VALUE)).isEqualTo(schedule.factor(9));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void factor_ofARunOfOneStep_isOne(ScheduleConfig config) {
    assertThat(LearningRateSchedule.of(config, 1, 1).factor(0)).isEqualTo(1);
  }

  @Test
  void factor_ofMoreStepsThanAnInt_countsThemAll() {
    LearningRateSchedule schedule = LearningRateSchedule.of(new Linear(0, 0), 2_000_000_000, 100);

    assertThat(schedule.factor(50_000_000_000L)).isEqualTo(0.75);
  }

  @Test
  void of_noSteps_isRefused() {
    assertThatThrownBy(() -> LearningRateSchedule.of(new Constant(0), 3, 0))
        .hasMessage(
            "learning rate schedule: expected at least 1 epoch of at least 1 step, received 3 of 0");
    assertThatThrownBy(() -> LearningRateSchedule.of(new Constant(0), 0, 3))
        .hasMessageEndingWith("received 0 of 3");
  }

  private static void assertFactors(
      ScheduleConfig config, int epochs, int stepsPerEpoch, double... expected) {
    LearningRateSchedule schedule = LearningRateSchedule.of(config, epochs, stepsPerEpoch);
    assertThat(IntStream.range(0, epochs * stepsPerEpoch).mapToDouble(schedule::factor).toArray())
        .containsExactly(expected, within(1e-12));
  }
}
