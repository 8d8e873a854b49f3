package io.ffsamediff.cli;

import io.ffsamediff.bench.DeviceTrace;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.TrainTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** The small training of {@code ff gpu-check}, in the process that was started for a device. */
@Command(
    name = "gpu-trace",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Trains 20 steps in this process and prints JSON; ff gpu-check starts it.")
final class GpuTraceCommand implements Callable<Integer> {

  private static final String CONFIG = "gpu-check.json";

  @Option(
      names = "--device",
      required = true,
      paramLabel = "DEVICE",
      description = "auto, cpu or cuda.")
  private @Nullable DeviceType device;

  @Mixin private ConfigOptions changes = new ConfigOptions();
  @Mixin private DataOptions dataOptions = new DataOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    Messages messages = Messages.of(command);
    DeviceSelection.ofThisProcess(Objects.requireNonNull(device));
    RunConfig asked = ConfigReader.parse(CONFIG, text(), changes.overrides());
    RunConfig config = TrainingSetup.with(asked, TrainingSetup.precision(asked, messages));
    TrainTest data = dataOptions.load(config.data(), messages);
    out.println(JsonMapper.shared().writeValueAsString(DeviceTrace.of(config, data)));
    out.flush();
    return ExitCodes.OK;
  }

  private static String text() {
    try (InputStream in = GpuTraceCommand.class.getResourceAsStream(CONFIG)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
