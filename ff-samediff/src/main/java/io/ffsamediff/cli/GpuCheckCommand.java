package io.ffsamediff.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Checks CUDA on a machine; the bundle's {@code gpu-check.sh} runs it. */
@Command(
    name = "gpu-check",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "Checks whether CUDA works on this machine, and how fast:",
      "doctor, 20 steps on CPU and CUDA side by side, the benchmark, and one epoch.",
      "Writes one JSON document and ends with 0 where CUDA works, with 7 where",
      "it cannot be used, and with 1 where it computes something else."
    })
final class GpuCheckCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "gpu-check.json",
      description = "Where the JSON goes (default: ${DEFAULT-VALUE}).")
  private @Nullable Path out;

  @Option(
      names = "--bench",
      paramLabel = "CONFIG",
      defaultValue = "configs/layerwise.json",
      description = "What is benchmarked (default: ${DEFAULT-VALUE}).")
  private @Nullable Path bench;

  @Option(
      names = "--epoch",
      paramLabel = "CONFIG",
      defaultValue = "configs/mnist-keras.json",
      description = "What is trained for one epoch (default: ${DEFAULT-VALUE}).")
  private @Nullable Path epoch;

  @Option(names = "--data-dir", paramLabel = "DIR", description = "As for ff train.")
  private @Nullable Path dataDir;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter stdout = command.commandLine().getOut();
    GpuCheckReport report =
        new GpuCheck(
                Objects.requireNonNull(bench),
                Objects.requireNonNull(epoch),
                dataDir,
                Messages.of(command).notices())
            .run();
    write(report);
    stdout.println(report.verdict());
    stdout.flush();
    if (report.cudaWorks()) {
      return ExitCodes.OK;
    }
    return report.comparison() == null ? ExitCodes.DEVICE : ExitCodes.FAILURE;
  }

  private void write(GpuCheckReport report) {
    String json =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(report);
    try {
      Files.writeString(Objects.requireNonNull(out), json + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
