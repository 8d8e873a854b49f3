package io.ffsamediff.cuda;

/**
 * Memory of a device from a place on.
 *
 * @param memory the memory
 * @param start first float, from 0
 */
public record GpuSlice(GpuMemory memory, long start) {

  /** Checks the place. */
  public GpuSlice {
    if (start < 0 || start >= memory.floats()) {
      throw new IllegalArgumentException(
          "%s: expected a place below %d, received %d"
              .formatted(memory.what(), memory.floats(), start));
    }
  }

  /**
   * Checks that there is room.
   *
   * @throws IllegalArgumentException if fewer floats follow
   */
  void require(long floats) {
    if (floats < 0 || start + floats > memory.floats()) {
      throw new IllegalArgumentException(
          "%s: expected at most %d floats from %d on, received %d"
              .formatted(memory.what(), memory.floats() - start, start, floats));
    }
  }
}
