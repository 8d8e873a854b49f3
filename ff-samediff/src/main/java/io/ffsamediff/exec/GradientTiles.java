package io.ffsamediff.exec;

/**
 * The inputs whose gradient is made at a time.
 *
 * @param inputs inputs of the layer
 * @param rows inputs of a tile; the last has what is left
 */
record GradientTiles(int inputs, int rows) {

  /**
   * Floats of the gradient that are made at a time: 256 KiB, part of a second-level cache; more
   * where that would be less than 32 rows.
   */
  private static final int TILE_FLOATS = 1 << 16;

  /** Rows that the products' inner kernels do at once, and that oneDNN's layouts keep together. */
  private static final int KERNEL_ROWS = 32;

  /** The tiles of {@code units} units. */
  static GradientTiles of(int inputs, int units) {
    int rows = TILE_FLOATS / units / KERNEL_ROWS * KERNEL_ROWS;
    return new GradientTiles(inputs, Math.min(inputs, Math.max(KERNEL_ROWS, rows)));
  }

  /** Number of tiles. */
  int count() {
    return (inputs + rows - 1) / rows;
  }

  /** First input of a tile. */
  int from(int tile) {
    return tile * rows;
  }

  /** Input behind the last of a tile. */
  int to(int tile) {
    return Math.min(inputs, from(tile) + rows);
  }
}
