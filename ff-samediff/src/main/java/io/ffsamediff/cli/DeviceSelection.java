package io.ffsamediff.cli;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.DeviceException;
import io.ffsamediff.device.DeviceProbe;
import io.ffsamediff.device.HiddenBackends;
import io.ffsamediff.device.InstalledBackends;
import io.ffsamediff.device.Machine;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a command computes: as its launcher decided, or decided here where there was none. */
final class DeviceSelection {

  private DeviceSelection() {}

  /**
   * The device of this process, for a command that is about to start ND4J.
   *
   * @throws DeviceException if what was asked for is not to be had
   */
  static DeviceChoice ofThisProcess(DeviceType asked) {
    return LaunchedDevice.ofThisProcess()
        .map(launched -> launched.require(asked))
        .orElseGet(() -> onClassPath(asked));
  }

  /** As {@link #ofThisProcess(DeviceType)}; tells why {@code auto} took the CPU. */
  static DeviceChoice ofThisProcess(DeviceType asked, Messages messages) {
    DeviceChoice choice = ofThisProcess(asked);
    if (asked == DeviceType.AUTO) {
      messages.notice("device %s: %s".formatted(choice.backend(), choice.reason()));
    }
    return choice;
  }

  /** Whatever ND4J would start by itself is hidden where it was not chosen. */
  private static DeviceChoice onClassPath(DeviceType asked) {
    DeviceChoice choice = forProcess(asked);
    if (choice.gpu() == null) {
      HiddenBackends.hideCuda();
    }
    return choice;
  }

  /**
   * The device of a process that is to be started.
   *
   * @throws DeviceException if what was asked for is not to be had
   */
  static DeviceChoice forProcess(DeviceType asked) {
    TrialProcess trial =
        new TrialProcess(
            (backend, gpu) -> start(new DeviceChoice(backend, "a trial", gpu), LaunchRequest.AUTO));
    return DeviceChoice.choose(asked, InstalledBackends.find(), DeviceSelection::probe, trial);
  }

  /** Asks the driver. */
  static DeviceProbe probe() {
    return DeviceProbe.run(new SameStart().words(Main.class, "cuda-driver"));
  }

  /** How the engine is started on a device, from this process's distribution if it has one. */
  static EngineStart start(DeviceChoice choice, LaunchRequest request) {
    @Nullable String home = System.getProperty(InstalledBackends.HOME_PROPERTY);
    return home == null
        ? new SameStart()
        : new LaunchPlan(
            Path.of(home), LaunchedDevice.of(choice), request, Machine.read(), System.getenv());
  }
}
