package io.ffsamediff.cli;

import io.ffsamediff.device.TrialProduct;
import io.ffsamediff.exec.CudaDevice;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Multiplies with the backend of this process, or trains a small layer, where it was started for
 * that.
 */
@Command(
    name = "device-trial",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Tries whether CUDA works in this process; ff starts it.")
final class DeviceTrialCommand implements Callable<Integer> {

  /** The line that says that it works. */
  static final String WORKS = "trial: works";

  /** Begins the line that says why it does not. */
  static final String FAILED = "trial: failed: ";

  /** Begins the line that says how many seconds the trial took, the process's start not counted. */
  private static final String TOOK = "trial: seconds: ";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    long start = System.nanoTime();
    try {
      if (CudaDevice.isAsked()) {
        CudaDevice.check();
      } else {
        TrialProduct.run();
      }
      out.println(TOOK + (System.nanoTime() - start) / 1e9);
      out.println(WORKS);
      return ExitCodes.OK;
    } catch (RuntimeException | LinkageError e) { // as of a native library that does not load
      out.println(FAILED + reason(e));
      return ExitCodes.DEVICE;
    } finally {
      out.flush();
    }
  }

  /** How many seconds the trial took that printed {@code output}. */
  static Optional<Double> seconds(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith(TOOK))
        .map(line -> Double.valueOf(line.substring(TOOK.length())))
        .findFirst();
  }

  /** The message at the bottom: those above say that a class could not be initialised. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
  }
}
