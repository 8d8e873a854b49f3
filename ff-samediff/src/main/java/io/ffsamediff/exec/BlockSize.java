package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerSpec;
import java.util.List;

/** How many rows of a large batch are worked on at a time. */
public final class BlockSize {

  /*
   * A block's input, activations and their gradient should stay in the last levels of cache between
   * two products. For the Keras example's network this gives 2,304 rows, in the range of 2,000 to
   * 4,000 that was fastest in a prototype.
   */
  private static final long BLOCK_BYTES = 16L << 20;

  /** Blocks are a multiple of this many rows, so that products have no ragged edge. */
  private static final int GRANULE = 64;

  private BlockSize() {}

  /** Rows of a block for a network of these layers, by formula, never by timing. */
  public static int derive(List<LayerSpec> layers) {
    long widest = layers.stream().mapToLong(l -> l.inputs() + 2L * l.units()).max().orElseThrow();
    long rows = BLOCK_BYTES / (Float.BYTES * widest);
    return (int) Math.max(GRANULE, rows / GRANULE * GRANULE);
  }
}
