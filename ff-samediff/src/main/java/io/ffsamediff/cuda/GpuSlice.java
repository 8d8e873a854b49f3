package io.ffsamediff.cuda;

/**
 * Device memory from a value on.
 *
 * @param memory the memory
 * @param fromFloat the first value, counted in float32 values, from 0 to the memory's length
 */
public record GpuSlice(GpuMemory memory, long fromFloat) {

  /** Checks that the first value is in the memory. */
  public GpuSlice {
    if (fromFloat < 0 || fromFloat > memory.floats()) {
      throw new IllegalArgumentException(
          "%s: expected a value from 0 to %d, received %d"
              .formatted(memory.what(), memory.floats(), fromFloat));
    }
  }

  /** The memory from a later value on. */
  public GpuSlice plus(long floats) {
    return new GpuSlice(memory, fromFloat + floats);
  }

  /** Values from the first to the end of the memory. */
  public long floats() {
    return memory.floats() - fromFloat;
  }
}
