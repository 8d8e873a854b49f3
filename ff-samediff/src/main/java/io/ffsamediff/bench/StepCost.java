package io.ffsamediff.bench;

import java.util.Locale;

/**
 * What a step costs, or several of them.
 *
 * @param computeSeconds a worker's share of the rows
 * @param networkSeconds parameters and sums on their way, with what it takes to write, read and add
 *     them
 * @param driverSeconds the driver's work for the job and its tasks
 */
record StepCost(double computeSeconds, double networkSeconds, double driverSeconds) {

  /** Nothing. */
  static final StepCost NONE = new StepCost(0, 0, 0);

  /** One after the other. */
  StepCost plus(StepCost other) {
    return new StepCost(
        computeSeconds + other.computeSeconds,
        networkSeconds + other.networkSeconds,
        driverSeconds + other.driverSeconds);
  }

  /** All of it. */
  double seconds() {
    return computeSeconds + networkSeconds + driverSeconds;
  }

  /** The largest part. */
  Bound bound() {
    if (computeSeconds >= Math.max(networkSeconds, driverSeconds)) {
      return Bound.COMPUTE;
    }
    return networkSeconds >= driverSeconds ? Bound.NETWORK : Bound.DRIVER;
  }

  /** What most of the time goes to. */
  enum Bound {
    COMPUTE,
    NETWORK,
    DRIVER;

    /** Its name in files. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
