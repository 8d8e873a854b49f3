package io.ffsamediff.exec;

/** Moves an average towards parameters. */
public interface MovingAverage {

  /** {@code average = decay average + (1 - decay) parameters}, element by element. */
  void update(double decay);

  /** Makes the average what the last update has made of it; to be called before it is read. */
  default void publish() {}

  /** Notes that the average was set anew. */
  default void replaced() {}
}
