package io.ffsamediff.config;

/**
 * How the learning rate changes over a run: a factor of what is configured, after a warm-up in
 * which it rises linearly to 1.
 */
public sealed interface ScheduleConfig {

  /** Epochs of the warm-up, at least 0; fractions are allowed. */
  double warmUpEpochs();

  /**
   * The factor after the warm-up.
   *
   * @param progress share of the run after the warm-up that is done, from 0 to below 1
   * @return 0 to 1
   */
  double factor(double progress);

  /** The same learning rate throughout. */
  @Tag(value = "constant", meaning = "The learning rate as configured throughout.")
  record Constant(
      @Key(
              value = "Epochs over which the learning rate first rises from 0, evenly.",
              defaultValue = "0",
              source = "own choice",
              min = 0)
          double warmUpEpochs)
      implements ScheduleConfig {

    /** Checks the range. */
    public Constant {
      Constraints.check(Constant.class, warmUpEpochs);
    }

    @Override
    public double factor(double progress) {
      return 1;
    }
  }

  /** Constant at first, then linear to zero: {@code (1 - x) / (1 - constantFraction)}. */
  @Tag(
      value = "linear",
      meaning = "The learning rate as configured at first, then linearly to zero.")
  record Linear(
      @Key(
              value = "Share of the run after the warm-up before the learning rate falls.",
              defaultValue = "0.5",
              source = "Hinton's Matlab code",
              min = 0,
              max = 1)
          double constantFraction,
      @Key(
              value = "Epochs over which the learning rate first rises from 0, evenly.",
              defaultValue = "0",
              source = "own choice",
              min = 0)
          double warmUpEpochs)
      implements ScheduleConfig {

    /** Checks ranges. */
    public Linear {
      Constraints.check(Linear.class, constantFraction, warmUpEpochs);
    }

    @Override
    public double factor(double progress) {
      return progress < constantFraction ? 1 : (1 - progress) / (1 - constantFraction);
    }
  }

  /** From 1 to 0 as half a cosine: {@code 0.5 (1 + cos(pi x))} (Loshchilov and Hutter, 2017). */
  @Tag(
      value = "cosine",
      meaning = "The learning rate falls to zero as half a cosine (Loshchilov and Hutter, 2017).")
  record Cosine(
      @Key(
              value = "Epochs over which the learning rate first rises from 0, evenly.",
              defaultValue = "0",
              source = "own choice",
              min = 0)
          double warmUpEpochs)
      implements ScheduleConfig {

    /** Checks the range. */
    public Cosine {
      Constraints.check(Cosine.class, warmUpEpochs);
    }

    @Override
    public double factor(double progress) {
      return 0.5 * (1 + Math.cos(Math.PI * progress));
    }
  }
}
