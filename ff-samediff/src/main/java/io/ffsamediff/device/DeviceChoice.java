package io.ffsamediff.device;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The backend that a process starts with, decided before ND4J is touched: after a start that failed
 * a JVM is lost for ND4J.
 *
 * @param backend name of the backend, as in {@code cpu} or {@code cuda11}
 * @param reason why this one, in words
 * @param gpu the device that it computes on; null on the CPU
 */
public record DeviceChoice(String backend, String reason, @Nullable GpuDevice gpu) {

  /** The CPU backend. */
  public static final String CPU = "cpu";

  /** The engine's own executor, then the newest. */
  private static final Comparator<String> OWN_FIRST =
      Comparator.comparing((String name) -> !name.equals(CudaBackend.CUDA.folder()))
          .thenComparing(Comparator.reverseOrder());

  /** Tries a backend on a device in a process of its own. */
  @FunctionalInterface
  public interface Trial {

    /**
     * Starts the backend and has it multiply.
     *
     * @return why it does not work; none where it does
     */
    Optional<String> failure(String backend, GpuDevice device);
  }

  /** The CPU, for a reason. */
  public static DeviceChoice cpu(String reason) {
    return new DeviceChoice(CPU, reason, null);
  }

  /**
   * Chooses among the installed backends. CUDA is taken where a backend has code for the first
   * visible device and works there.
   *
   * @param asked what the user wants
   * @param installed what could be started
   * @param probe asks the driver; called only where the answer matters
   * @param trial tries a backend; called only for those that should work
   * @throws DeviceException if what was asked for is not to be had
   */
  public static DeviceChoice choose(
      DeviceType asked, InstalledBackends installed, Supplier<DeviceProbe> probe, Trial trial) {
    if (asked == DeviceType.CPU) {
      return requireCpu(installed, "the CPU was asked for");
    }
    List<String> against = new ArrayList<>();
    Optional<DeviceChoice> cuda = cuda(installed, probe, trial, against);
    if (cuda.isPresent()) {
      return cuda.get();
    }
    String reason = String.join("; ", against);
    if (asked == DeviceType.CUDA) {
      throw new DeviceException(
          "/device/type: expected a CUDA device and a backend for it, received none: %s. Use --device auto or --device cpu."
              .formatted(reason));
    }
    return requireCpu(installed, reason);
  }

  private static DeviceChoice requireCpu(InstalledBackends installed, String reason) {
    if (!installed.hasCpu()) {
      throw new DeviceException(
          "/device/type: expected an installed CPU backend, received %s. Build the distribution again."
              .formatted(installed));
    }
    return cpu(reason);
  }

  /** Whether ND4J computes on the CPU, and only the layers train on a device. */
  public boolean usesOwnExecutor() {
    return CudaBackend.of(backend).filter(CudaBackend::isOwn).isPresent();
  }

  private static Optional<DeviceChoice> cuda(
      InstalledBackends installed, Supplier<DeviceProbe> probe, Trial trial, List<String> against) {
    if (!installed.hasCuda()) {
      against.add("no CUDA backend is installed (found: %s)".formatted(installed));
      return Optional.empty();
    }
    DeviceProbe found = probe.get();
    if (found.devices().isEmpty()) {
      against.add("no CUDA device: " + found.finding());
      return Optional.empty();
    }
    GpuDevice device = found.devices().get(0);
    return installed.names().stream()
        .filter(name -> !name.equals(CPU))
        .sorted(OWN_FIRST)
        .filter(name -> isFit(name, device, trial, against))
        .findFirst()
        .map(name -> new DeviceChoice(name, "%s works on %s".formatted(name, device), device));
  }

  private static boolean isFit(String name, GpuDevice device, Trial trial, List<String> against) {
    Optional<CudaBackend> backend = CudaBackend.of(name);
    if (backend.isEmpty()) {
      against.add(name + " is no backend that this version knows");
      return false;
    }
    Optional<String> objection =
        backend
            .get()
            .objection(device)
            .map(reason -> "%s cannot be used on %s: %s".formatted(name, device, reason));
    Optional<String> failure =
        objection.isPresent()
            ? objection
            : trial
                .failure(name, device)
                .map(reason -> "%s failed on %s: %s".formatted(name, device, reason));
    failure.ifPresent(against::add);
    return failure.isEmpty();
  }
}
