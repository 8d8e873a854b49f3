package io.ffsamediff.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the driver says about CUDA devices, asked in a child process: a driver that hangs or crashes
 * cannot take the engine with it, and ND4J is not touched.
 *
 * @param devices the devices that this process may use, empty when there are none
 * @param finding what was asked and what came of it, in words
 */
public record DeviceProbe(List<GpuDevice> devices, String finding) {

  private static final List<String> NVIDIA_SMI =
      List.of(
          "nvidia-smi",
          "--query-gpu=index,uuid,name,compute_cap,driver_version,memory.total,mig.mode.current",
          "--format=csv,noheader");

  /** A driver that has to wake its devices first takes seconds. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final int FIELDS = 7;

  /** Copies the list. */
  public DeviceProbe {
    devices = List.copyOf(devices);
  }

  /**
   * Asks {@code nvidia-smi}, or where it gives no answer, as in containers without it, {@code
   * libcuda}; each at most ten seconds.
   *
   * @param libcuda a command that prints what {@link CudaDriver#ask} tells
   */
  public static DeviceProbe run(List<String> libcuda) {
    return run(NVIDIA_SMI, libcuda, LIMIT, System.getenv());
  }

  static DeviceProbe run(
      List<String> smi, List<String> libcuda, Duration limit, Map<String, String> environment) {
    ChildProcess.Answer answer = new ChildProcess(smi, Map.of(), limit).run();
    if (answer.failure().isEmpty()) {
      return parse("nvidia-smi", answer.output()).visible(environment);
    }
    ChildProcess.Answer second = new ChildProcess(libcuda, Map.of(), limit).run();
    // libcuda itself hides what is not visible.
    return second.failure().isEmpty()
        ? parse("libcuda", second.output())
        : new DeviceProbe(List.of(), answer.failure().get() + "; " + reason(second));
  }

  /** Why {@code libcuda} told nothing, in its own words where it has some. */
  private static String reason(ChildProcess.Answer answer) {
    return answer
        .output()
        .lines()
        .filter(line -> line.startsWith(CudaDriver.REASON))
        .map(line -> line.substring(CudaDriver.REASON.length()))
        .findFirst()
        .orElseGet(() -> "libcuda: " + answer.failure().orElse("no answer"));
  }

  /** Reads an answer, a line a device; lines of another form are left out and told. */
  static DeviceProbe parse(String source, String output) {
    List<GpuDevice> devices = new ArrayList<>();
    List<String> odd = new ArrayList<>();
    output.lines().filter(line -> !line.isBlank()).forEach(line -> sort(line, devices, odd));
    String finding = "%s reports %d CUDA device(s)".formatted(source, devices.size());
    return new DeviceProbe(devices, odd.isEmpty() ? finding : finding + "; it also said: " + odd);
  }

  private static void sort(String line, List<GpuDevice> devices, List<String> odd) {
    String[] fields = line.strip().split("\\s*,\\s*", -1);
    if (fields.length == FIELDS && fields[0].matches("\\d{1,4}")) {
      int index = Integer.parseInt(fields[0]);
      boolean partitioned = fields[6].equals("Enabled");
      devices.add(
          new GpuDevice(index, fields[1], fields[2], fields[3], fields[4], fields[5], partitioned));
    } else {
      odd.add(line.strip());
    }
  }

  /** What {@code CUDA_VISIBLE_DEVICES} leaves. */
  private DeviceProbe visible(Map<String, String> environment) {
    List<GpuDevice> left = VisibleDevices.of(devices, environment);
    return left.equals(devices)
        ? this
        : new DeviceProbe(
            left,
            "%s, of which %s=%s leaves %d"
                .formatted(
                    finding,
                    VisibleDevices.VARIABLE,
                    environment.get(VisibleDevices.VARIABLE),
                    left.size()));
  }
}
