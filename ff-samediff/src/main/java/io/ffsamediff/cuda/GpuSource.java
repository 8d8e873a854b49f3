package io.ffsamediff.cuda;

/**
 * CUDA C++ text of a kernel.
 *
 * @param entry name of its one {@code extern "C" __global__} function
 * @param code the text
 */
public record GpuSource(String entry, String code) {

  /** Checks the name, which goes into messages and is asked for by name. */
  public GpuSource {
    if (!entry.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException(
          "kernel: expected an identifier of C as entry, received '%s'".formatted(entry));
    }
  }
}
