package io.ffsamediff.exec;

import io.ffsamediff.cuda.MemoryPlan;
import io.ffsamediff.graph.LayerSpec;

/** How many rows, or images of pairs, a device works on at a time. */
final class CudaBlockRows {

  /** Blocks of fewer rows would leave a device idle. */
  static final int LEAST = 64;

  /** No batch has more. */
  private static final int MOST = Integer.MAX_VALUE;

  private CudaBlockRows() {}

  /**
   * The most that fit. Each row has a product and its gradient while it is worked on. Where no
   * block fits beside what is kept free, the least is tried all the same.
   */
  static int largest(CudaSession session, LayerSpec spec) {
    long free = session.gpu().freeBytes() + session.arena().floats() * Float.BYTES;
    MemoryPlan plan =
        MemoryPlan.empty()
            .perRow(
                "products of layer %d and their gradient".formatted(spec.number()),
                2L * spec.units() * Float.BYTES);
    return plan.bytes(LEAST) > MemoryPlan.usable(free) ? LEAST : plan.blockRows(free, MOST, LEAST);
  }
}
