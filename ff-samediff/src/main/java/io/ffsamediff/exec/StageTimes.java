package io.ffsamediff.exec;

/**
 * Where the time of steps went whose rows are elsewhere, in seconds.
 *
 * @param compute the slowest share's arithmetic, with what it made anew
 * @param reduce waiting for tasks to start and for their sums, and adding these up
 * @param broadcast parameters on their way to the rows
 * @param optimizer updates here
 */
public record StageTimes(double compute, double reduce, double broadcast, double optimizer) {

  /** No time. */
  public static final StageTimes NONE = new StageTimes(0, 0, 0, 0);

  /** This time and {@code other}. */
  public StageTimes plus(StageTimes other) {
    return new StageTimes(
        compute + other.compute,
        reduce + other.reduce,
        broadcast + other.broadcast,
        optimizer + other.optimizer);
  }
}
