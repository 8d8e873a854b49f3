package io.ffsamediff.cuda;

/** A device, or the host beside it, has too little memory. */
public final class GpuMemoryException extends GpuException {

  private static final long serialVersionUID = 1L;

  /**
   * For memory that was asked for.
   *
   * @param what it was for
   * @param bytes asked for
   * @param free bytes that there were
   */
  public GpuMemoryException(String what, long bytes, long free) {
    super(
        "CUDA: expected %,d bytes for %s, received a device with %,d bytes free. Lower training.batchSize or device.blockRows, or use --device cpu."
            .formatted(bytes, what, free));
  }
}
