package io.ffsamediff.cli;

import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.DeviceException;
import io.ffsamediff.device.InstalledBackends;
import io.ffsamediff.device.NativeLibraries;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills the cache of native libraries, for an image that is to start fast. */
@Command(
    name = "warm-cache",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Unpacks the native libraries of all backends into the cache.")
final class WarmCacheCommand implements Callable<Integer> {

  @Option(names = "--here", description = "Those of this process's class path only.")
  private boolean here;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (here) {
      out.printf("%d folders of native libraries unpacked%n", NativeLibraries.unpack());
      out.flush();
      return ExitCodes.OK;
    }
    for (String backend : InstalledBackends.find().names()) {
      DeviceChoice choice = new DeviceChoice(backend, "its cache is filled", null);
      int exitCode =
          DeviceSelection.start(choice, LaunchRequest.AUTO)
              .process(Main.class, "warm-cache", "--here")
              .redirectError(Redirect.INHERIT)
              .redirectOutput(Redirect.INHERIT)
              .start()
              .waitFor();
      if (exitCode != ExitCodes.OK) {
        throw new DeviceException(
            "%s: expected its native libraries to be unpacked, received exit code %d. Build the distribution again."
                .formatted(backend, exitCode));
      }
    }
    return ExitCodes.OK;
  }
}
