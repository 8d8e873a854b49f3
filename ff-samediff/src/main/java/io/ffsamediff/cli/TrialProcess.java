package io.ffsamediff.cli;

import io.ffsamediff.device.ChildProcess;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.GpuDevice;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/** Tries a CUDA backend in a process of its own, with the class path that the engine would get. */
final class TrialProcess implements DeviceChoice.Trial {

  /** The first start unpacks up to 3 GB of libraries; later ones take seconds. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final BiFunction<String, GpuDevice, EngineStart> plans;
  private final Duration limit;

  /**
   * Trials.
   *
   * @param plans how the engine would be started with a backend on a device
   */
  TrialProcess(BiFunction<String, GpuDevice, EngineStart> plans) {
    this(plans, LIMIT);
  }

  TrialProcess(BiFunction<String, GpuDevice, EngineStart> plans, Duration limit) {
    this.plans = plans;
    this.limit = limit;
  }

  @Override
  public Optional<String> failure(String backend, GpuDevice device) {
    EngineStart plan = plans.apply(backend, device);
    ChildProcess.Answer answer =
        new ChildProcess(plan.words(Main.class, "device-trial"), plan.environment(), limit).run();
    if (answer.output().lines().anyMatch(DeviceTrialCommand.WORKS::equals)) {
      return Optional.empty();
    }
    return Optional.of(
        answer
            .output()
            .lines()
            .filter(line -> line.startsWith(DeviceTrialCommand.FAILED))
            .map(line -> line.substring(DeviceTrialCommand.FAILED.length()))
            .findFirst()
            .orElseGet(() -> answer.failure().orElse("it said nothing")));
  }
}
