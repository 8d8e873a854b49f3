package io.ffsamediff.cuda;

import java.util.List;

/**
 * One CUDA device with one stream: what is asked of the stream is done in the order of the calls,
 * while the caller goes on. For one thread.
 *
 * <p>Every method throws {@link GpuException} where CUDA reports an error, which may be one of
 * earlier work on the stream. Sizes and positions count float32 values.
 */
public interface Gpu extends AutoCloseable {

  /** What the device is. */
  GpuFacts facts();

  /** Bytes of device memory that nobody has taken; an allocation of all of it may yet fail. */
  long freeBytes();

  /**
   * Takes device memory.
   *
   * @param what what it is for, in words
   * @param bytes at least 1
   * @throws GpuMemoryException if there is not so much
   */
  GpuMemory allocate(String what, long bytes);

  /**
   * Takes page-locked memory of the host.
   *
   * @param what what it is for, in words
   * @param bytes from 1 to 2^31 - 1
   * @throws GpuException if there is not so much
   */
  PinnedMemory pin(String what, long bytes);

  /**
   * Compiles a kernel for this device and loads it.
   *
   * @throws GpuException if the text has errors; the message has the compiler's words
   */
  GpuKernel load(GpuSource source);

  /**
   * Prepares a matrix product.
   *
   * @throws GpuException if there is no algorithm for it
   */
  GpuProduct product(ProductShape shape);

  /** Copies values from the host. */
  void upload(PinnedMemory from, long fromFloat, GpuMemory to, long toFloat, long floats);

  /** Copies values to the host, where they are after {@link #synchronize}. */
  void download(GpuMemory from, long fromFloat, PinnedMemory to, long toFloat, long floats);

  /** Copies values on the device; the two ranges must not overlap. */
  void copy(GpuMemory from, long fromFloat, GpuMemory to, long toFloat, long floats);

  /** Sets values to 0. */
  void clear(GpuMemory memory, long fromFloat, long floats);

  /**
   * Runs a kernel.
   *
   * @param arguments as many as it has parameters, in their order and of their types
   */
  void launch(GpuKernel kernel, LaunchShape shape, List<KernelArgument> arguments);

  /**
   * Computes C = op(A) op(B) + beta C. C must not overlap A or B.
   *
   * @param beta 0 leaves what C held out of it, even if that is not a number
   */
  void multiply(GpuProduct product, GpuSlice a, GpuSlice b, GpuSlice c, float beta);

  /**
   * From here on, work on the stream is recorded and not done, until {@link #endCapture}. Nothing
   * may be allocated, loaded, prepared, closed or waited for in between.
   *
   * <p>Do the work once before it is captured: CUDA may load the code of a product with its first
   * use, which a capture does not allow (CUDA C++ Programming Guide, "Lazy Loading").
   */
  void beginCapture();

  /** Ends the capture; the work was recorded with the arguments and addresses of the calls. */
  GpuGraph endCapture();

  /** Does captured work. What it uses must still be there. */
  void replay(GpuGraph graph);

  /**
   * Waits until all work is done.
   *
   * @throws GpuException with what CUDA said, if any of it failed
   */
  void synchronize();

  /**
   * Gives the device back.
   *
   * @throws IllegalStateException if handles are still open; it names them
   */
  @Override
  void close();
}
