package io.ffsamediff.cuda;

import static org.bytedeco.cuda.global.cublas.cublasLtGetStatusString;
import static org.bytedeco.cuda.global.cudart.cuGetErrorName;
import static org.bytedeco.cuda.global.cudart.cuGetErrorString;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetErrorString;

import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** Checks what functions of NVIDIA's libraries return. */
final class CudaCalls {

  private CudaCalls() {}

  /** Checks a result of the driver ({@code CUresult}). */
  static void driver(String function, int result) {
    if (result != cudart.CUDA_SUCCESS) {
      throw driverFailure(function, result);
    }
  }

  /** What is thrown for a result of the driver that is not success. */
  static GpuException driverFailure(String function, int result) {
    return failure(function, result, driverWords(result));
  }

  /** Checks a status of cuBLASLt ({@code cublasStatus_t}). */
  static void product(String function, int status) {
    if (status != cublas.CUBLAS_STATUS_SUCCESS) {
      throw failure(function, status, text(cublasLtGetStatusString(status)));
    }
  }

  /** Checks a result of NVRTC ({@code nvrtcResult}). */
  static void compiler(String function, int result) {
    if (result != nvrtc.NVRTC_SUCCESS) {
      throw failure(function, result, text(nvrtcGetErrorString(result)));
    }
  }

  private static GpuException failure(String function, int result, String words) {
    return new GpuException(
        "CUDA: expected %s to succeed, received error %d (%s).".formatted(function, result, words));
  }

  private static String driverWords(int result) {
    try (PointerPointer<BytePointer> name = new PointerPointer<>(1);
        PointerPointer<BytePointer> words = new PointerPointer<>(1)) {
      // Both fail for numbers that the driver does not know.
      if (cuGetErrorName(result, name) != cudart.CUDA_SUCCESS
          || cuGetErrorString(result, words) != cudart.CUDA_SUCCESS) {
        return "unknown to the driver";
      }
      return "%s, %s"
          .formatted(text(name.get(BytePointer.class, 0)), text(words.get(BytePointer.class, 0)));
    }
  }

  private static String text(BytePointer text) {
    return text.isNull() ? "no words" : text.getString();
  }
}
