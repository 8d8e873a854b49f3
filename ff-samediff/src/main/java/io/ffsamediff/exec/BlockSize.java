package io.ffsamediff.exec;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.graph.LayerSpec;
import java.util.List;

/** How many rows of a batch are worked on at a time, by formula, never by timing. */
public final class BlockSize {

  /*
   * A block's input, activations and their gradient should stay in the cache of the core that does the
   * block. For the Keras example's network this gives 1,152 rows; products of half to four times as many
   * run at about the same rate, see docs/performance.md.
   */
  private static final long BLOCK_BYTES = 8L << 20;

  /** Blocks are a multiple of this many rows, so that products have no ragged edge. */
  private static final int GRANULE = 64;

  /** Multiply-adds of a product that take longer than another thread takes to start. */
  private static final long PRODUCT_WORTH_A_THREAD = 1 << 20;

  private BlockSize() {}

  /**
   * Rows of a block: as many as the cache holds, or fewer, so that each thread gets as many blocks
   * as the others. A batch that fits one block is one: the threads share its products.
   *
   * @param layers the network
   * @param pairs positives of a batch; it has as many negatives
   * @param device its threads share the blocks
   */
  public static int derive(List<LayerSpec> layers, int pairs, DeviceConfig device) {
    long threads = GraphExecutor.threads(device);
    long rows = 2L * pairs;
    long most = Math.min(rows, largest(layers));
    if (most == rows) {
      return Math.toIntExact(rows);
    }
    long blocks = (rows + most - 1) / most;
    long shared = (blocks + threads - 1) / threads * threads;
    long each = (rows + shared - 1) / shared;
    boolean worthwhile = layers.stream().anyMatch(layer -> isWorthAThread(each, layer));
    return Math.toIntExact(worthwhile ? each + each % 2 : most);
  }

  /** Whether a layer's products of so many rows take longer than another thread takes to start. */
  static boolean isWorthAThread(long rows, LayerSpec layer) {
    return rows * layer.inputs() * layer.units() >= PRODUCT_WORTH_A_THREAD;
  }

  private static long largest(List<LayerSpec> layers) {
    long widest = layers.stream().mapToLong(l -> l.inputs() + 2L * l.units()).max().orElseThrow();
    long rows = BLOCK_BYTES / (Float.BYTES * widest);
    return Math.max(GRANULE, rows / GRANULE * GRANULE);
  }
}
