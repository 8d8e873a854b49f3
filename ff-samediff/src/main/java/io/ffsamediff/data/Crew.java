package io.ffsamediff.data;

/** Threads that share work on a number of items. */
public interface Crew {

  /** Work on a range of items. */
  @FunctionalInterface
  interface Work {

    /**
     * Does part {@code part}: items {@code from} (inclusive) to {@code to} (exclusive). Parts run
     * at the same time.
     */
    void run(int part, int from, int to);
  }

  /** The largest number of parts. */
  int size();

  /** Does {@code work} on items 0 to {@code items} - 1, waits for it, and throws what it threw. */
  void spread(Work work, int items);
}
