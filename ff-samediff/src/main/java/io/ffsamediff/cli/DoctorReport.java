package io.ffsamediff.cli;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.device.Bf16Probe;
import io.ffsamediff.device.Bf16Support;
import io.ffsamediff.device.BlasInfo;
import io.ffsamediff.device.BlasRate;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.DeviceProbe;
import io.ffsamediff.device.InstalledBackends;
import io.ffsamediff.device.Machine;
import io.ffsamediff.device.SettingTrial;
import io.ffsamediff.device.ThreadSettings;
import io.ffsamediff.run.EngineVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ff doctor} found; its JSON has these fields.
 *
 * @param version version of the engine
 * @param machine the machine
 * @param maxHeapBytes limit of the heap
 * @param blas the BLAS that ND4J loaded
 * @param sgemmGflops measured rate of a float32 matrix product in GFLOP/s; none when not measured
 * @param bf16 whether {@code device.matmulPrecision} may be {@code bf16} here, and why
 * @param threads what the native libraries were told about threads
 * @param trials what the user set otherwise than the launcher would, and the rate without it; empty
 *     when not measured
 * @param cuda what the driver says
 * @param backends what could be started
 * @param auto the backend that {@code auto} takes, and why
 * @param warnings what should be put right, a sentence each
 */
record DoctorReport(
    String version,
    Machine machine,
    long maxHeapBytes,
    BlasInfo blas,
    @Nullable Double sgemmGflops,
    Bf16Support bf16,
    ThreadSettings threads,
    List<SettingTrial> trials,
    DeviceProbe cuda,
    InstalledBackends backends,
    DeviceChoice auto,
    List<String> warnings) {

  /** Examines this machine and process; starts ND4J. */
  static DoctorReport examine(boolean quick) {
    Machine machine = Machine.read();
    List<SettingTrial> trials = quick ? List.of() : SettingTrials.run(machine);
    DeviceProbe probe = DeviceSelection.probe();
    InstalledBackends backends = InstalledBackends.find();
    DeviceChoice auto = DeviceSelection.ofThisProcess(DeviceType.AUTO);
    ThreadSettings threads = ThreadSettings.of(System.getenv());
    @Nullable BlasRate rate = quick ? null : RateProcess.here();
    return new DoctorReport(
        EngineVersion.current(),
        machine,
        Runtime.getRuntime().maxMemory(),
        BlasInfo.read(),
        rate == null ? null : rate.gflops(),
        Bf16Probe.run(),
        threads,
        trials,
        probe,
        backends,
        auto,
        warnings(threads, trials, rate));
  }

  private static List<String> warnings(
      ThreadSettings threads, List<SettingTrial> trials, @Nullable BlasRate rate) {
    List<String> warnings = new ArrayList<>(threads.warnings());
    if (rate != null) {
      trials.forEach(trial -> trial.warning(rate).ifPresent(warnings::add));
    }
    return warnings;
  }
}
