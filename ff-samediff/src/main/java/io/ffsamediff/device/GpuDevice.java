package io.ffsamediff.device;

/**
 * A CUDA device as the driver reports it.
 *
 * @param index number by which CUDA addresses it, from 0
 * @param name product name
 * @param computeCapability as in {@code 8.6}
 * @param driverVersion version of the driver
 * @param memory total memory with its unit, as in {@code 24576 MiB}
 */
public record GpuDevice(
    int index, String name, String computeCapability, String driverVersion, String memory) {

  /** As in {@code 0: NVIDIA A100 (compute capability 8.0, 40960 MiB, driver 550.54)}. */
  @Override
  public String toString() {
    return "%d: %s (compute capability %s, %s, driver %s)"
        .formatted(index, name, computeCapability, memory, driverVersion);
  }
}
