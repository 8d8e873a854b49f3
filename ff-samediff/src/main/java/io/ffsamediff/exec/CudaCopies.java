package io.ffsamediff.exec;

import io.ffsamediff.cuda.Gpu;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.cuda.PinnedMemory;
import java.nio.FloatBuffer;
import java.util.Optional;

/** Copies between arrays of the host and a device, by way of memory that the device can reach. */
final class CudaCopies implements AutoCloseable {

  /** Larger copies come in pieces of so many floats, 16 MiB. */
  private static final int LARGEST = 4 << 20;

  private final Gpu gpu;
  private Optional<PinnedMemory> staging = Optional.empty();
  private int used;

  CudaCopies(Gpu gpu) {
    this.gpu = gpu;
  }

  /** Copies floats {@code from} on of {@code source}, to be there before all later work. */
  void send(FloatBuffer source, int from, GpuSlice target, int floats) {
    for (int start = 0; start < floats; start += LARGEST) {
      int length = Math.min(LARGEST, floats - start);
      PinnedMemory memory = room(length);
      memory.floats().put(used, source, from + start, length);
      gpu.upload(memory, used, target.memory(), target.fromFloat() + start, length);
      used += length;
    }
  }

  /** Waits for all work, then copies to {@code target}, from {@code to} on. */
  void fetch(GpuSlice source, FloatBuffer target, int to, int floats) {
    for (int start = 0; start < floats; start += LARGEST) {
      int length = Math.min(LARGEST, floats - start);
      PinnedMemory memory = room(length);
      gpu.download(source.memory(), source.fromFloat() + start, memory, used, length);
      gpu.synchronize();
      target.put(to + start, memory.floats(), used, length);
      used = 0;
    }
  }

  private PinnedMemory room(int floats) {
    int present = staging.map(memory -> memory.floats().capacity()).orElse(0);
    if (used + floats > present) {
      gpu.synchronize();
      used = 0;
    }
    if (floats > present) {
      staging.ifPresent(PinnedMemory::close);
      staging = Optional.empty();
      staging =
          Optional.of(
              gpu.pin(
                  "copies", (long) Float.BYTES * Math.max(floats, Math.min(LARGEST, 2 * present))));
    }
    return staging.orElseThrow();
  }

  /** Notes that all copies are done: {@link Gpu#synchronize} was called. */
  void settled() {
    used = 0;
  }

  @Override
  public void close() {
    staging.ifPresent(PinnedMemory::close);
  }
}
