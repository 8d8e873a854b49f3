package io.ffsamediff.device;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import java.util.function.Supplier;

/**
 * The backend that a process starts with, decided before ND4J is touched: after a start that failed
 * a JVM is lost for ND4J.
 *
 * @param backend name of the backend, {@code cpu}
 * @param reason why this one, in words
 */
public record DeviceChoice(String backend, String reason) {

  /** The CPU backend. */
  public static final String CPU = "cpu";

  /**
   * Chooses for this machine and process; asks the driver only where the answer matters.
   *
   * @param asked what the user wants
   * @throws DeviceException if that is not to be had
   */
  public static DeviceChoice choose(DeviceType asked) {
    return choose(asked, InstalledBackends.find(), DeviceProbe::run);
  }

  /**
   * Chooses among the installed backends.
   *
   * @param asked what the user wants
   * @param installed what could be started
   * @param probe asks the driver; called only where the answer matters
   * @throws DeviceException if what was asked for is not to be had
   */
  public static DeviceChoice choose(
      DeviceType asked, InstalledBackends installed, Supplier<DeviceProbe> probe) {
    if (asked == DeviceType.CUDA) {
      throw new DeviceException(cudaIsMissing(installed, probe.get()));
    }
    if (!installed.hasCpu()) {
      throw new DeviceException(
          "/device/type: expected an installed backend, received %s. Build the distribution again."
              .formatted(installed));
    }
    return new DeviceChoice(CPU, whyCpu(asked, installed, probe));
  }

  private static String whyCpu(
      DeviceType asked, InstalledBackends installed, Supplier<DeviceProbe> probe) {
    if (asked == DeviceType.CPU) {
      return "the CPU was asked for";
    }
    if (!installed.hasCuda()) {
      return "no CUDA backend is installed (found: %s)".formatted(installed);
    }
    DeviceProbe found = probe.get();
    return found.devices().isEmpty()
        ? "no CUDA device: " + found.finding()
        : "this version does not start CUDA backends; " + found.finding();
  }

  private static String cudaIsMissing(InstalledBackends installed, DeviceProbe probe) {
    String lacking =
        installed.hasCuda()
            ? probe.devices().isEmpty() ? "no CUDA device" : "a backend that cannot be started yet"
            : "no CUDA backend";
    return ("/device/type: expected a CUDA device and a backend for it, received %s"
            + " (backends: %s; %s). Use --device auto or --device cpu.")
        .formatted(lacking, installed, probe.finding());
  }
}
