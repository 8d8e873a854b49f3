package io.ffsamediff.cuda;

import io.ffsamediff.device.ComputeCapability;

/**
 * What a CUDA device is.
 *
 * @param name product name, as in {@code NVIDIA H100 80GB HBM3}
 * @param capability what machine code it runs
 * @param multiprocessors number of its streaming multiprocessors, at least 1
 * @param sharedBytes memory that each of them has for its blocks to share, in bytes
 * @param totalBytes its memory in bytes, free or not
 * @param driverVersion the CUDA that the driver brings, as in {@code 12.9}
 * @param cudaVersion the CUDA of the compiler for kernels (NVRTC), as in {@code 12.9}
 */
public record GpuFacts(
    String name,
    ComputeCapability capability,
    int multiprocessors,
    int sharedBytes,
    long totalBytes,
    String driverVersion,
    String cudaVersion) {

  private static final int HOPPER = 9;

  /**
   * Scratch memory that products share, in bytes: 32 MiB from Hopper on, 4 MiB before (cuBLAS,
   * "cublasSetWorkspace", table of recommended sizes). A {@link Gpu} takes it with its first
   * product.
   */
  public long workspaceBytes() {
    return capability.major() >= HOPPER ? 32L << 20 : 4L << 20;
  }
}
