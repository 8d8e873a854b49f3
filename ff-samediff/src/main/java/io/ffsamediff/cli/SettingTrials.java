package io.ffsamediff.cli;

import io.ffsamediff.device.BlasRate;
import io.ffsamediff.device.InstalledBackends;
import io.ffsamediff.device.Machine;
import io.ffsamediff.device.SettingTrial;
import io.ffsamediff.device.ThreadSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tries each setting of the user's own against the launcher's. */
final class SettingTrials {

  private SettingTrials() {}

  /**
   * Measures as if the user had not set a variable, one variable after the other. To be done before
   * this process starts ND4J: its idle threads may spin and take the processors.
   *
   * @return no trial where the process was not started by the launcher
   */
  static List<SettingTrial> run(Machine machine) {
    @Nullable String home = System.getProperty(InstalledBackends.HOME_PROPERTY);
    Optional<LaunchedDevice> device = LaunchedDevice.ofThisProcess();
    if (home == null || device.isEmpty()) {
      return List.of();
    }
    return run(
        new LaunchPlan(Path.of(home), device.get(), LaunchRequest.AUTO, machine, System.getenv()),
        RateProcess::start);
  }

  /**
   * As {@link #run(Machine)}.
   *
   * @param plan how this process was started
   * @param measurement the rate in a process started by a plan, where it can be had
   */
  static List<SettingTrial> run(
      LaunchPlan plan, Function<LaunchPlan, Optional<BlasRate>> measurement) {
    return ThreadSettings.of(plan.userEnvironment()).ownChoices(plan.machine().cores()).stream()
        .map(variable -> trial(variable, plan, measurement))
        .toList();
  }

  private static SettingTrial trial(
      String variable, LaunchPlan plan, Function<LaunchPlan, Optional<BlasRate>> measurement) {
    LaunchPlan standard = plan.without(variable);
    return new SettingTrial(
        variable,
        plan.userEnvironment().get(variable),
        standard.environment().get(variable),
        measurement.apply(standard).orElse(null));
  }
}
