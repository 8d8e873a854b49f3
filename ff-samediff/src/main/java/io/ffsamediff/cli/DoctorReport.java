package io.ffsamediff.cli;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.device.Bf16Probe;
import io.ffsamediff.device.Bf16Support;
import io.ffsamediff.device.BlasInfo;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.DeviceProbe;
import io.ffsamediff.device.GemmRate;
import io.ffsamediff.device.InstalledBackends;
import io.ffsamediff.device.Machine;
import io.ffsamediff.device.ThreadSettings;
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
    DeviceProbe cuda,
    InstalledBackends backends,
    DeviceChoice auto,
    List<String> warnings) {

  /** Examines this machine and process; starts ND4J. */
  static DoctorReport examine(boolean quick) {
    DeviceProbe probe = DeviceProbe.run();
    InstalledBackends backends = InstalledBackends.find();
    DeviceChoice auto = DeviceChoice.choose(DeviceType.AUTO, backends, () -> probe);
    ThreadSettings threads = ThreadSettings.of(System.getenv());
    return new DoctorReport(
        VersionProvider.version(),
        Machine.read(),
        Runtime.getRuntime().maxMemory(),
        BlasInfo.read(),
        quick ? null : GemmRate.measure(),
        Bf16Probe.run(),
        threads,
        probe,
        backends,
        auto,
        threads.warnings());
  }
}
