package io.ffsamediff.cuda;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Page-locked memory of the host, from which copies run beside other work. Who writes into it while
 * a copy is under way changes what is copied; {@link Gpu#synchronize} waits. Its views must not be
 * used after it was closed: the process may crash.
 */
public interface PinnedMemory extends GpuHandle {

  /** All of it as float32 values in native order; the views share the memory, not the position. */
  FloatBuffer floats();

  /** All of it as int32 values in native order; the views share the memory, not the position. */
  IntBuffer ints();
}
