package io.ffsamediff.cuda;

/** Memory of a device. */
public interface GpuMemory extends AutoCloseable {

  /** What it is for. */
  String what();

  /** Its length. */
  long floats();

  /** The part from {@code start} on. */
  default GpuSlice at(long start) {
    return new GpuSlice(this, start);
  }

  /** Gives it back. */
  @Override
  void close();
}
