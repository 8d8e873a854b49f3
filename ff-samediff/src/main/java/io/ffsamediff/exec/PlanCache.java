package io.ffsamediff.exec;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plans of a step by size of block; the plan asked for last is found without a look at the rest.
 */
final class PlanCache implements AutoCloseable {

  private final Map<Key, CompiledGraph> plans = new HashMap<>();
  private Key last = new Key(0, false);

  /**
   * What tells the plans of a step apart.
   *
   * @param rows rows of the block
   * @param accumulate whether its results add to those of the blocks before it
   */
  private record Key(int rows, boolean accumulate) {}

  /** The plan for such a block, or null. */
  @Nullable CompiledGraph find(int rows, boolean accumulate) {
    if (last.rows() != rows || last.accumulate() != accumulate) {
      last = new Key(rows, accumulate);
    }
    return plans.get(last);
  }

  /** Keeps a plan, and returns it. */
  CompiledGraph keep(int rows, boolean accumulate, CompiledGraph plan) {
    plans.put(new Key(rows, accumulate), plan);
    return plan;
  }

  @Override
  public void close() {
    plans.values().forEach(CompiledGraph::close);
  }
}
