package io.ffsamediff.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the driver says about CUDA devices, asked in a child process: a driver that hangs or crashes
 * cannot take the engine with it, and ND4J is not touched.
 *
 * @param devices the devices, empty when there are none
 * @param finding what was asked and what came of it, in words
 */
public record DeviceProbe(List<GpuDevice> devices, String finding) {

  private static final List<String> QUERY =
      List.of(
          "nvidia-smi",
          "--query-gpu=index,name,compute_cap,driver_version,memory.total",
          "--format=csv,noheader");

  /** A driver that has to wake its devices first takes seconds. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final int FIELDS = 5;

  /** Copies the list. */
  public DeviceProbe {
    devices = List.copyOf(devices);
  }

  /** Asks {@code nvidia-smi}; at most ten seconds. */
  public static DeviceProbe run() {
    return run(QUERY, LIMIT);
  }

  static DeviceProbe run(List<String> command, Duration limit) {
    String program = command.get(0);
    try {
      Path answer = Files.createTempFile("ff-probe", ".csv");
      try {
        return ask(command, limit, answer);
      } finally {
        Files.deleteIfExists(answer);
      }
    } catch (IOException e) {
      return none(program + " is not installed or cannot be started");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return none("the wait for " + program + " was interrupted");
    }
  }

  private static DeviceProbe ask(List<String> command, Duration limit, Path answer)
      throws IOException, InterruptedException {
    String program = command.get(0);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(answer.toFile())
            .start();
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      return none("%s gave no answer within %d s".formatted(program, limit.toSeconds()));
    }
    String output = Files.readString(answer, StandardCharsets.ISO_8859_1);
    if (process.exitValue() != 0) {
      String said = output.lines().findFirst().orElse("nothing");
      return none("%s ended with %d: %s".formatted(program, process.exitValue(), said));
    }
    return parse(program, output);
  }

  /** Reads the answer, a line a device; lines of another form are left out and told. */
  static DeviceProbe parse(String program, String output) {
    List<GpuDevice> devices = new ArrayList<>();
    List<String> odd = new ArrayList<>();
    output.lines().filter(line -> !line.isBlank()).forEach(line -> sort(line, devices, odd));
    String finding = "%s reports %d CUDA device(s)".formatted(program, devices.size());
    return new DeviceProbe(devices, odd.isEmpty() ? finding : finding + "; it also said: " + odd);
  }

  private static void sort(String line, List<GpuDevice> devices, List<String> odd) {
    String[] fields = line.strip().split("\\s*,\\s*", -1);
    if (fields.length == FIELDS && fields[0].matches("\\d{1,4}")) {
      int index = Integer.parseInt(fields[0]);
      devices.add(new GpuDevice(index, fields[1], fields[2], fields[3], fields[4]));
    } else {
      odd.add(line.strip());
    }
  }

  private static DeviceProbe none(String finding) {
    return new DeviceProbe(List.of(), finding);
  }
}
