package io.ffsamediff.cli;

import io.ffsamediff.run.AtomicFiles;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      "doctor, 20 steps on CPU and CUDA side by side, in float32 and in TF32, the",
      "figures that a card has targets for, the benchmark, and one epoch.",
      "Writes one JSON document, anew after each step, and ends with 0 where CUDA",
      "works, with 7 where it cannot be used, and with 1 where it computes something",
      "else."
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
      description = {
        "What is trained for one epoch, and measured on CUDA in TF32",
        "(default: ${DEFAULT-VALUE})."
      })
  private @Nullable Path epoch;

  @Option(
      names = "--long",
      paramLabel = "CONFIG",
      defaultValue = "configs/mnist-paper-4x2000.json",
      description = {
        "What is trained on CUDA in TF32 for some epochs, from which all are",
        "extrapolated (default: ${DEFAULT-VALUE})."
      })
  private @Nullable Path paper;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "9",
      description = {
        "Time for all of it; what does not fit is left out",
        "(default: ${DEFAULT-VALUE})."
      })
  private int minutes;

  @Option(names = "--data-dir", paramLabel = "DIR", description = "As for ff train.")
  private @Nullable Path dataDir;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter stdout = command.commandLine().getOut();
    if (minutes < 1) {
      throw new ParameterException(
          command.commandLine(), "--minutes: expected a number of 1 or more, received " + minutes);
    }
    GpuCheckReport report =
        new GpuCheck(
                new GpuCheck.Configs(
                    Objects.requireNonNull(bench),
                    Objects.requireNonNull(epoch),
                    Objects.requireNonNull(paper)),
                dataDir,
                Duration.ofMinutes(minutes),
                Messages.of(command).notices(),
                this::write)
            .run();
    stdout.println(report.verdict());
    CudaTargets targets = report.targets();
    if (targets != null) {
      targets.targets().forEach(target -> stdout.println(target.line()));
    }
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
    AtomicFiles.write(Objects.requireNonNull(out), (json + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
