package io.ffsamediff.cuda;

import java.util.List;

/**
 * A CUDA device with one stream: work is done in the order of the calls, and a call does not wait
 * for it, but for {@link #synchronize}. Lengths and places are floats. For one thread at a time.
 */
public interface Gpu extends AutoCloseable {

  /** What it is. */
  GpuFacts facts();

  /** Bytes of memory that are free now. */
  long freeBytes();

  /**
   * Takes memory of the device; what it holds is not defined.
   *
   * @param what it is for, for messages
   * @param floats at least 1
   * @throws GpuMemoryException if there is not enough
   */
  GpuMemory allocate(String what, long floats);

  /**
   * Takes memory of the host that the device copies from and to without the host's help.
   *
   * @param what it is for, for messages
   * @param floats at least 1
   * @throws GpuMemoryException if there is not enough
   */
  PinnedMemory pin(String what, int floats);

  /**
   * Compiles a kernel for this device, or takes it from the cache.
   *
   * @param entry name of its function
   * @param code CUDA C++
   * @throws GpuException if it does not compile, with the compiler's words
   */
  GpuKernel load(String entry, String code);

  /**
   * Prepares a matrix product.
   *
   * @throws GpuException if cuBLASLt has no way to do it
   */
  GpuProduct prepare(ProductShape shape);

  /** Copies to the device. */
  void upload(PinnedMemory from, int fromStart, GpuSlice to, int floats);

  /** Copies from the device; there after {@link #synchronize}. */
  void download(GpuSlice from, PinnedMemory to, int toStart, int floats);

  /** Copies on the device. */
  void copy(GpuSlice from, GpuSlice to, long floats);

  /** Sets floats to 0. */
  void clear(GpuSlice target, long floats);

  /**
   * Runs a kernel. In recorded work its arguments stay what they are: what changes goes into
   * memory.
   *
   * @param blocks of threads
   * @param threads of a block
   */
  void launch(GpuKernel kernel, int blocks, int threads, List<KernelArgument> arguments);

  /**
   * A matrix product, {@code c = op(a) op(b)}, in row order.
   *
   * @param accumulate whether it is added to {@code c}
   */
  void multiply(GpuProduct product, GpuSlice a, GpuSlice b, GpuSlice c, boolean accumulate);

  /** From here on, work is recorded and not done. */
  void startRecording();

  /** Ends {@link #startRecording}. */
  GpuRecording endRecording();

  /** Does what was recorded, all at once. */
  void replay(GpuRecording recording);

  /**
   * Waits until all work is done.
   *
   * @throws GpuException if some of it failed
   */
  void synchronize();

  /**
   * Gives the device back.
   *
   * @throws IllegalStateException if memory, kernels, products or recordings are still open, with
   *     their names
   */
  @Override
  void close();
}
