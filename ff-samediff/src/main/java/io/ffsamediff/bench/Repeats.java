package io.ffsamediff.bench;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * How often something is measured.
 *
 * @param warmUp runs before, whose times are dropped; 0 or more
 * @param count runs whose times count; 1 or more
 */
public record Repeats(int warmUp, int count) {

  /** Checks the ranges. */
  public Repeats {
    if (warmUp < 0 || count < 1) {
      throw new IllegalArgumentException(
          "repeats: expected 0 or more to warm up and 1 or more that count, received %d and %d"
              .formatted(warmUp, count));
    }
  }

  /** One run to warm up and at most {@code most} that count: for what takes long. */
  Repeats fewer(int most) {
    return new Repeats(Math.min(1, warmUp), Math.min(most, count));
  }

  /** Runs {@code measurement} and keeps its values in seconds. */
  Spread run(DoubleSupplier measurement) {
    double[] seconds = new double[warmUp + count];
    Arrays.setAll(seconds, i -> measurement.getAsDouble());
    return Spread.of(Arrays.copyOfRange(seconds, warmUp, seconds.length));
  }

  /** Seconds that {@code work} takes once. */
  static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
