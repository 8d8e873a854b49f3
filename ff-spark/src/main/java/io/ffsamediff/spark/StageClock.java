package io.ffsamediff.spark;

import io.ffsamediff.exec.LayerSums;
import io.ffsamediff.exec.StageTimes;
import java.util.List;
import java.util.function.Supplier;

/** Adds up where the time of steps goes. */
final class StageClock {

  private static final double NANOS = 1e9;

  private StageTimes spent = StageTimes.NONE;

  /** Something is sent to all machines. */
  <T> T broadcast(Supplier<T> send) {
    long start = System.nanoTime();
    T sent = send.get();
    spent = spent.plus(new StageTimes(0, 0, seconds(System.nanoTime() - start), 0));
    return sent;
  }

  /** A job, whose slowest share tells how long it fetched and computed; the rest is reducing. */
  List<LayerSums> job(Supplier<SumsTree.Part> job) {
    long start = System.nanoTime();
    SumsTree.Part all = job.get();
    double fetch = seconds(all.fetchNanos());
    double compute = seconds(all.computeNanos());
    double whole = seconds(System.nanoTime() - start);
    spent = spent.plus(new StageTimes(compute, Math.max(0, whole - fetch - compute), fetch, 0));
    return all.sums();
  }

  /** An optimiser's step. */
  <T> T optimizer(Supplier<T> step) {
    long start = System.nanoTime();
    T seen = step.get();
    spent = spent.plus(new StageTimes(0, 0, 0, seconds(System.nanoTime() - start)));
    return seen;
  }

  private static double seconds(long nanos) {
    return nanos / NANOS;
  }

  /** The time since this was last asked for. */
  StageTimes take() {
    StageTimes taken = spent;
    spent = StageTimes.NONE;
    return taken;
  }
}
