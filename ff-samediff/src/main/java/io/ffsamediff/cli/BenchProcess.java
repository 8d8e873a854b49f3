package io.ffsamediff.cli;

import io.ffsamediff.bench.BenchmarkJson;
import io.ffsamediff.bench.DeviceResult;
import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.DeviceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Starts a process for a device, with that device's backend, and reads its figures. */
final class BenchProcess {

  private final List<String> words;
  private final PrintWriter err;

  /**
   * Processes that measure the same.
   *
   * @param words what to measure, as words of a command line
   * @param err receives what the processes tell
   */
  BenchProcess(List<String> words, PrintWriter err) {
    this.words = List.copyOf(words);
    this.err = err;
  }

  /**
   * How the process of a device ended.
   *
   * @param exitCode its exit code; that of a missing device where none was started
   * @param result its figures, or why there are none
   */
  record Outcome(int exitCode, DeviceResult result) {}

  /** Measures one device. */
  Outcome run(DeviceType device) {
    DeviceChoice choice;
    try {
      choice = DeviceSelection.forProcess(device);
    } catch (DeviceException e) {
      String name = device.name().toLowerCase(Locale.ROOT);
      return new Outcome(
          ExitCodes.DEVICE, new DeviceResult.Unavailable(name, String.valueOf(e.getMessage())));
    }
    try {
      return run(choice, builder(device, choice));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a device was measured", e);
    }
  }

  private Outcome run(DeviceChoice choice, ProcessBuilder builder)
      throws IOException, InterruptedException {
    Process process = builder.start();
    Thread stop = new Thread(process::destroy, "stop-bench-device");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      MessageRelay told = new MessageRelay(process.errorReader(StandardCharsets.UTF_8), err);
      told.start();
      String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      told.join();
      return new Outcome(
          exitCode,
          exitCode == ExitCodes.OK
              ? BenchmarkJson.readDevice(json)
              : new DeviceResult.Unavailable(
                  choice.backend(),
                  "its process ended with %d: %s".formatted(exitCode, told.lastLine())));
    } finally {
      process.destroy();
      forget(stop);
    }
  }

  /** Whether the hook is gone; not when the shutdown has begun and runs it. */
  private static boolean forget(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private ProcessBuilder builder(DeviceType device, DeviceChoice choice) {
    List<String> arguments = new ArrayList<>(words);
    arguments.add("--device=" + device.name().toLowerCase(Locale.ROOT));
    LaunchRequest request = LaunchRequest.of(arguments);
    arguments.add(0, "bench-device");
    return DeviceSelection.start(choice, request)
        .process(Main.class, arguments.toArray(String[]::new));
  }
}
