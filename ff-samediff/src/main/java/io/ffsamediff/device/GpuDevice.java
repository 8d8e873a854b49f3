package io.ffsamediff.device;

/**
 * A CUDA device as the driver reports it.
 *
 * @param index its number, from 0, in the order of the PCI bus
 * @param uuid its name for good, as in {@code GPU-8f0f...}; empty where the driver does not tell
 * @param name product name
 * @param computeCapability as in {@code 8.6}
 * @param driverVersion version of the driver, or of the CUDA that it brings
 * @param memory total memory with its unit, as in {@code 24576 MiB}
 * @param partitioned whether it is split into instances (MIG), one of which a process gets
 */
public record GpuDevice(
    int index,
    String uuid,
    String name,
    String computeCapability,
    String driverVersion,
    String memory,
    boolean partitioned) {

  /** As in {@code 0: NVIDIA A100 (compute capability 8.0, 40960 MiB, driver 550.54)}. */
  @Override
  public String toString() {
    return "%d: %s (compute capability %s, %s, driver %s%s)"
        .formatted(
            index, name, computeCapability, memory, driverVersion, partitioned ? ", MIG" : "");
  }
}
