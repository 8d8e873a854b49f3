package io.ffsamediff.cuda;

import static io.ffsamediff.cuda.CudaCalls.driver;
import static org.bytedeco.cuda.global.cudart.cuMemFreeHost;
import static org.bytedeco.cuda.global.cudart.cuMemHostAlloc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory from {@code cuMemHostAlloc}. */
final class HostMemory extends CudaHandle implements PinnedMemory {

  private final BytePointer memory;
  private final ByteBuffer view;

  private HostMemory(HandleOwner owner, String what, BytePointer memory, ByteBuffer view) {
    super(owner, what, view.capacity());
    this.memory = memory;
    this.view = view;
  }

  /** Takes memory; the context is the calling thread's. */
  static HostMemory allocate(HandleOwner owner, String what, long bytes) {
    if (bytes < 1 || bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: expected 1 to %d bytes, received %d".formatted(what, Integer.MAX_VALUE, bytes));
    }
    BytePointer memory = new BytePointer();
    int result = cuMemHostAlloc(memory, bytes, 0);
    if (result == cudart.CUDA_ERROR_OUT_OF_MEMORY) {
      throw new GpuException(
          "%s: expected %,d bytes of page-locked memory of the host, received none. Free memory of the host, or take a smaller batch."
              .formatted(what, bytes));
    }
    driver("cuMemHostAlloc", result);
    memory.capacity(bytes);
    return new HostMemory(
        owner, what, memory, memory.asByteBuffer().order(ByteOrder.nativeOrder()));
  }

  /** Address of a value. */
  Pointer at(long fromFloat) {
    return memory.getPointer(fromFloat * Float.BYTES);
  }

  @Override
  public FloatBuffer floats() {
    requireOpen();
    return view.asFloatBuffer();
  }

  @Override
  public IntBuffer ints() {
    requireOpen();
    return view.asIntBuffer();
  }

  @Override
  void release() {
    driver("cuMemFreeHost", cuMemFreeHost(memory));
  }
}
