package io.ffsamediff.cli;

import io.ffsamediff.device.CudaDriver;
import io.ffsamediff.device.DeviceException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks {@code libcuda}, which may hang or crash, in a process that was started for it. */
@Command(
    name = "cuda-driver",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Prints what libcuda tells of CUDA devices; ff starts it.")
final class CudaDriverCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  /** The command that starts it with this process's classes. */
  static List<String> words() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Djava.awt.headless=true",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "cuda-driver");
  }

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try {
      CudaDriver.ask().forEach(out::println);
      return ExitCodes.OK;
    } catch (DeviceException e) {
      out.println(CudaDriver.REASON + e.getMessage());
      return ExitCodes.DEVICE;
    } finally {
      out.flush();
    }
  }
}
