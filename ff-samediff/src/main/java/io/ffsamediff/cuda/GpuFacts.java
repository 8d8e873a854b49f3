package io.ffsamediff.cuda;

/**
 * What a device is.
 *
 * @param name product name
 * @param major of its compute capability
 * @param minor of its compute capability
 * @param multiprocessors their number
 * @param sharedBytes memory that a multiprocessor has for its blocks to share
 * @param totalBytes its memory
 * @param driver CUDA version that the driver brings, as in {@code 12.9}
 */
public record GpuFacts(
    String name,
    int major,
    int minor,
    int multiprocessors,
    int sharedBytes,
    long totalBytes,
    String driver) {}
