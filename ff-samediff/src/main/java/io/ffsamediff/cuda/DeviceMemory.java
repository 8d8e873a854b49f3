package io.ffsamediff.cuda;

import static io.ffsamediff.cuda.CudaCalls.driver;
import static org.bytedeco.cuda.global.cudart.cuMemAlloc;
import static org.bytedeco.cuda.global.cudart.cuMemFree;
import static org.bytedeco.cuda.global.cudart.cuMemGetInfo;

import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.SizeTPointer;

/** Memory from {@code cuMemAlloc}. */
final class DeviceMemory extends CudaHandle implements GpuMemory {

  private final long address;

  private DeviceMemory(HandleOwner owner, String what, long bytes, long address) {
    super(owner, what, bytes);
    this.address = address;
  }

  /** Takes memory; the context is the calling thread's. */
  static DeviceMemory allocate(HandleOwner owner, String what, long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "%s: expected at least 1 byte, received %d".formatted(what, bytes));
    }
    long[] address = new long[1];
    int result = cuMemAlloc(address, bytes);
    if (result == cudart.CUDA_ERROR_OUT_OF_MEMORY) {
      throw new GpuMemoryException(what, bytes, freeBytes());
    }
    driver("cuMemAlloc", result);
    return new DeviceMemory(owner, what, bytes, address[0]);
  }

  /** What the driver has left; the context is the calling thread's. */
  static long freeBytes() {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      driver("cuMemGetInfo", cuMemGetInfo(free, total));
      return free.get();
    }
  }

  /** Address of a value. */
  long address(long fromFloat) {
    return address + fromFloat * Float.BYTES;
  }

  @Override
  void release() {
    driver("cuMemFree", cuMemFree(address));
  }
}
