package io.ffsamediff.cli;

import io.ffsamediff.device.CudaDriver;
import io.ffsamediff.device.DeviceException;
import java.io.PrintWriter;
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
