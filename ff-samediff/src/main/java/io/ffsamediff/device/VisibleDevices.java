package io.ffsamediff.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code CUDA_VISIBLE_DEVICES} leaves of the devices (CUDA C++ Programming Guide, "CUDA
 * Environment Variables"): numbers or the beginnings of UUIDs; the first that is no device ends the
 * list.
 */
final class VisibleDevices {

  /** Name of the variable. */
  static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  private VisibleDevices() {}

  /**
   * The devices that a process sees, in its order.
   *
   * @param all in the order of their numbers
   * @param environment of the process
   */
  static List<GpuDevice> of(List<GpuDevice> all, Map<String, String> environment) {
    @Nullable String value = environment.get(VARIABLE);
    if (value == null) {
      return all;
    }
    List<GpuDevice> visible = new ArrayList<>();
    for (String entry : value.split(",", -1)) {
      Optional<GpuDevice> device = find(all, entry.strip());
      if (device.isEmpty()) {
        break;
      }
      visible.add(device.get());
    }
    return visible;
  }

  /** An instance of a partitioned device, {@code MIG-...}, is one of the first such device. */
  private static Optional<GpuDevice> find(List<GpuDevice> all, String entry) {
    if (entry.startsWith("MIG-")) {
      return all.stream().filter(GpuDevice::partitioned).findFirst();
    }
    if (entry.startsWith("GPU-")) {
      return all.stream().filter(device -> device.uuid().startsWith(entry)).findFirst();
    }
    return all.stream()
        .filter(device -> Integer.toString(device.index()).equals(entry))
        .findFirst();
  }
}
