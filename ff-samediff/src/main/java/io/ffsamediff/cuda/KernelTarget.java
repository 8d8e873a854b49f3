package io.ffsamediff.cuda;

import io.ffsamediff.device.ComputeCapability;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What a kernel is compiled to: machine code of an architecture (a cubin), or, where the compiler
 * does not know the device's, PTX of an older one, which the driver translates when it loads it
 * (CUDA C++ Programming Guide, "Just-in-Time Compilation").
 *
 * @param architecture as in {@code sm_90} or {@code compute_90}
 */
record KernelTarget(String architecture) {

  /**
   * What to compile to.
   *
   * @param device the device's capability
   * @param known architectures that the compiler knows, as ten times the generation plus the
   *     revision
   * @throws GpuException if the device is older than all of them
   */
  static KernelTarget choose(ComputeCapability device, int[] known) {
    int own = 10 * device.major() + device.minor();
    OptionalInt latest = Arrays.stream(known).filter(number -> number <= own).max();
    if (latest.isEmpty()) {
      throw new GpuException(
          "device: expected a compute capability that NVRTC compiles for (%s), received %s. Install an older CUDA, whose NVRTC still knows the device."
              .formatted(
                  Arrays.stream(known)
                      .mapToObj(number -> number / 10 + "." + number % 10)
                      .collect(Collectors.joining(", ")),
                  device));
    }
    return new KernelTarget((latest.getAsInt() == own ? "sm_" : "compute_") + latest.getAsInt());
  }

  /** Whether the driver has to translate it. */
  boolean isPtx() {
    return architecture.startsWith("compute_");
  }
}
