package io.ffsamediff.cuda;

/**
 * Memory of the device; its contents are undefined until written. Aligned to 256 bytes at least.
 */
public interface GpuMemory extends GpuHandle {

  /** Whole float32 values that fit into it. */
  default long floats() {
    return bytes() / Float.BYTES;
  }

  /** The part that begins at its first value. */
  default GpuSlice all() {
    return from(0);
  }

  /** The part that begins at value {@code fromFloat}. */
  default GpuSlice from(long fromFloat) {
    return new GpuSlice(this, fromFloat);
  }
}
