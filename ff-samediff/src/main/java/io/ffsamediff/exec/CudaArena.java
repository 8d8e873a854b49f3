package io.ffsamediff.exec;

import io.ffsamediff.cuda.Gpu;
import io.ffsamediff.cuda.GpuMemory;
import io.ffsamediff.cuda.GpuSlice;
import java.util.Optional;

/**
 * Working memory of a device, which all plans share, since they run one after the other. It grows,
 * and is then elsewhere: work that was recorded before is of another {@link #generation}.
 */
final class CudaArena implements AutoCloseable {

  private final Gpu gpu;
  private Optional<GpuMemory> memory = Optional.empty();
  private int generation;

  CudaArena(Gpu gpu) {
    this.gpu = gpu;
  }

  /** Sees to it that there are so many floats. */
  void require(long floats) {
    if (floats() < floats) {
      release();
      memory = Optional.of(gpu.allocate("working memory", floats * Float.BYTES));
    }
  }

  /** Gives it back, for other things to have room. */
  void release() {
    gpu.synchronize();
    memory.ifPresent(GpuMemory::close);
    memory = Optional.empty();
    generation++;
  }

  /** Its length. */
  long floats() {
    return memory.map(GpuMemory::floats).orElse(0L);
  }

  /** The part from {@code start} on. */
  GpuSlice at(long start) {
    return memory.orElseThrow().from(start);
  }

  /** A number that changes whenever it is elsewhere. */
  int generation() {
    return generation;
  }

  @Override
  public void close() {
    memory.ifPresent(GpuMemory::close);
  }
}
