package io.ffsamediff.cuda;

/**
 * How many rows can be worked on at a time: worked out before anything is allocated.
 *
 * @param what the rows are of, for messages
 * @param fixedBytes that are needed whatever the number of rows
 * @param bytesOfRow that each row needs
 */
public record MemoryPlan(String what, long fixedBytes, long bytesOfRow) {

  /** Blocks of fewer rows than these would leave a device idle. */
  public static final int LEAST_ROWS = 64;

  /**
   * Of the memory that is free, what others may need meanwhile: fragments, libraries, a display.
   */
  private static final double RESERVE = 0.05;

  /**
   * Rows of a block.
   *
   * @param free bytes that can be had
   * @param rows of the whole batch, at least 1
   * @return all rows where they fit, else a multiple of {@link #LEAST_ROWS}
   * @throws GpuMemoryException if not even {@link #LEAST_ROWS} rows fit
   */
  public int blockRows(long free, int rows) {
    long usable = (long) (free * (1 - RESERVE)) - fixedBytes;
    long most = usable / Math.max(1, bytesOfRow);
    if (most >= rows) {
      return rows;
    }
    if (most < LEAST_ROWS) {
      long least = Math.min(rows, LEAST_ROWS);
      throw new GpuMemoryException(
          "%d rows of %s".formatted(least, what), fixedBytes + least * bytesOfRow, free);
    }
    return (int) (most / LEAST_ROWS * LEAST_ROWS);
  }
}
