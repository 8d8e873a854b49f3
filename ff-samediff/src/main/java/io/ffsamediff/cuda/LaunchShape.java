package io.ffsamediff.cuda;

/**
 * How many threads a kernel is launched with, in one dimension (CUDA C++ Programming Guide,
 * "Compute Capabilities": at most 2^31 - 1 blocks of at most 1024 threads).
 *
 * @param blocks number of blocks, at least 1
 * @param threads threads of each, 1 to 1024
 * @param sharedBytes shared memory of each beyond what the kernel declares, in bytes
 */
public record LaunchShape(int blocks, int threads, int sharedBytes) {

  /** Most threads of a block, on every device. */
  public static final int MOST_THREADS = 1024;

  /** Checks the ranges. */
  public LaunchShape {
    if (blocks < 1 || threads < 1 || threads > MOST_THREADS || sharedBytes < 0) {
      throw new IllegalArgumentException(
          "launch: expected at least 1 block of 1 to %d threads, received %d of %d with %d bytes"
              .formatted(MOST_THREADS, blocks, threads, sharedBytes));
    }
  }
}
