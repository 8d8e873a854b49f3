package io.ffsamediff.train;

import io.ffsamediff.config.ScheduleConfig;

/*
 * With T steps in the run, W = warmUpEpochs * stepsPerEpoch and step t from 0:
 *   t < W:  factor = min(1, (t + 1) / W)
 *   else:   factor = f((t - W) / (T - W)), f the schedule's own curve, see ScheduleConfig
 * W need not be whole; the last step of the warm-up would then be above 1 but for the min. Past the
 * warm-up T - W is at least 1, as t is at most T - 1.
 */
/** The factor of the learning rate, step after step. */
public final class LearningRateSchedule {

  private final ScheduleConfig config;
  private final long steps;
  private final double warmUpSteps;

  private LearningRateSchedule(ScheduleConfig config, long steps, double warmUpSteps) {
    this.config = config;
    this.steps = steps;
    this.warmUpSteps = warmUpSteps;
  }

  /**
   * The schedule of a run. Of a warm-up as long as the run or longer, the run is the beginning.
   *
   * @param epochs of the run, at least 1
   * @param stepsPerEpoch at least 1
   * @throws IllegalArgumentException if the run has no steps
   */
  public static LearningRateSchedule of(ScheduleConfig config, int epochs, int stepsPerEpoch) {
    if (epochs < 1 || stepsPerEpoch < 1) {
      throw new IllegalArgumentException(
          "learning rate schedule: expected at least 1 epoch of at least 1 step, received %d of %d"
              .formatted(epochs, stepsPerEpoch));
    }
    return new LearningRateSchedule(
        config, (long) epochs * stepsPerEpoch, config.warmUpEpochs() * stepsPerEpoch);
  }

  /**
   * The factor of a step.
   *
   * @param step number of the step in the run, from 0; steps past the last are as the last
   * @return 0 to 1
   */
  public double factor(long step) {
    long t = Math.min(step, steps - 1);
    return t < warmUpSteps
        ? Math.min(1, (t + 1) / warmUpSteps)
        : config.factor((t - warmUpSteps) / (steps - warmUpSteps));
  }
}
