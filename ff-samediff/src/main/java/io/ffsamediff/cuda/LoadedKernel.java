package io.ffsamediff.cuda;

import static io.ffsamediff.cuda.CudaCalls.driver;
import static org.bytedeco.cuda.global.cudart.cuFuncSetAttribute;
import static org.bytedeco.cuda.global.cudart.cuLaunchKernel;
import static org.bytedeco.cuda.global.cudart.cuModuleGetFunction;
import static org.bytedeco.cuda.global.cudart.cuModuleLoadData;
import static org.bytedeco.cuda.global.cudart.cuModuleUnload;

import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** A module of the driver and its one function. */
final class LoadedKernel extends CudaHandle implements GpuKernel {

  /**
   * Shared memory that a block may have without asking for more (CUDA C++ Programming Guide,
   * "Compute Capabilities").
   */
  private static final int SHARED_UNASKED = 48 << 10;

  private final CUmod_st module;
  private final CUfunc_st function;
  private int shared = SHARED_UNASKED;

  private LoadedKernel(
      HandleOwner owner, String entry, long bytes, CUmod_st module, CUfunc_st function) {
    super(owner, entry, bytes);
    this.module = module;
    this.function = function;
  }

  /**
   * Loads a kernel; the context is the calling thread's.
   *
   * @param image machine code, or PTX that ends with a zero
   */
  static LoadedKernel load(HandleOwner owner, String entry, byte[] image) {
    CUmod_st module = new CUmod_st();
    try (BytePointer code = new BytePointer(image)) {
      driver("cuModuleLoadData of " + entry, cuModuleLoadData(module, code));
    }
    CUfunc_st function = new CUfunc_st();
    int result = cuModuleGetFunction(function, module, entry);
    if (result != cudart.CUDA_SUCCESS) {
      cuModuleUnload(module);
      throw CudaCalls.driverFailure("cuModuleGetFunction of " + entry, result);
    }
    return new LoadedKernel(owner, entry, image.length, module, function);
  }

  /** Launches it. */
  void launch(LaunchShape shape, CUstream_st stream, PointerPointer<?> arguments) {
    allowShared(shape.sharedBytes());
    driver(
        "cuLaunchKernel of " + what(),
        cuLaunchKernel(
            function,
            shape.blocks(),
            1,
            1,
            shape.threads(),
            1,
            1,
            shape.sharedBytes(),
            stream,
            arguments,
            (PointerPointer<?>) null));
  }

  private void allowShared(int bytes) {
    if (bytes > shared) {
      driver(
          "cuFuncSetAttribute of " + what(),
          cuFuncSetAttribute(
              function, cudart.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, bytes));
      shared = bytes;
    }
  }

  @Override
  void release() {
    driver("cuModuleUnload of " + what(), cuModuleUnload(module));
  }
}
