package io.ffsamediff.cuda;

import java.util.Locale;

/** Something does not fit into the memory of the device. */
public final class GpuMemoryException extends GpuException {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final long bytes;
  private final long freeBytes;

  /**
   * What did not fit.
   *
   * @param what what the memory is for, in words
   * @param bytes what it needs
   * @param freeBytes what was to be had
   */
  public GpuMemoryException(String what, long bytes, long freeBytes) {
    super(
        String.format(
            Locale.ROOT,
            "%s: expected %,d bytes of free memory on the device, received %,d. Free the device of other programs, or take a smaller network or batch.",
            what,
            bytes,
            freeBytes));
    this.what = what;
    this.bytes = bytes;
    this.freeBytes = freeBytes;
  }

  /** What the memory is for. */
  public String what() {
    return what;
  }

  /** What it needs. */
  public long bytes() {
    return bytes;
  }

  /** What was to be had. */
  public long freeBytes() {
    return freeBytes;
  }
}
