package io.ffsamediff.kernel;

/**
 * How a kernel is cut into blocks of threads.
 *
 * @param threads of a block, a multiple of 32; 1 on the host
 * @param perThread units of a row that a thread does, at least 1
 * @param kept whether a thread keeps its units' values from pass to pass, or computes them again
 */
record Geometry(int threads, int perThread, boolean kept) {

  private static final int WARP = 32;

  /** Units that a thread does at a time: loads in flight hide the latency of memory. */
  private static final int UNITS_OF_A_THREAD = 4;

  /** More threads of a block would wait for each other at each row sum. */
  private static final int MOST_THREADS = 512;

  /** More values would not fit a thread's registers. */
  private static final int MOST_KEPT = 16;

  /** Of a device, for rows of {@code units}. */
  static Geometry ofDevice(int units) {
    int wanted = ceil(ceil(units, UNITS_OF_A_THREAD), WARP) * WARP;
    int threads = Math.max(WARP, Math.min(MOST_THREADS, wanted));
    int perThread = ceil(units, threads);
    return new Geometry(threads, perThread, perThread <= MOST_KEPT);
  }

  /** Of the host: one thread does a row. */
  static Geometry ofHost(int units) {
    return new Geometry(1, units, true);
  }

  static int ceil(int amount, int size) {
    return (amount + size - 1) / size;
  }
}
