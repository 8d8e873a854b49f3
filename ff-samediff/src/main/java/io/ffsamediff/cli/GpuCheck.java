package io.ffsamediff.cli;

import io.ffsamediff.bench.DeviceComparison;
import io.ffsamediff.bench.DeviceTrace;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.DeviceException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds out whether CUDA works on this machine, and how fast. Each step is a process of its own, so
 * that none can take the others with it; what a step failed with is in the report, which is written
 * after each: what matters most comes first.
 */
final class GpuCheck {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> TF32 = List.of("--set", "device.matmulPrecision=tf32");

  /** Epochs of the paper's configuration that count. */
  private static final int PAPER_EPOCHS = 3;

  private final Configs configs;
  private final List<String> dataWords;
  private final CheckCommands commands;
  private final Consumer<GpuCheckReport> listener;
  private final String at = Clock.systemUTC().instant().toString();
  private final Map<String, JsonNode> epochs = new LinkedHashMap<>();
  private String verdict = "not finished";
  private @Nullable CudaTargets targets;
  private @Nullable JsonNode doctor;
  private @Nullable JsonNode selfCheck;
  private @Nullable DeviceComparison comparison;
  private @Nullable DeviceComparison comparisonTf32;
  private @Nullable JsonNode keras;
  private @Nullable JsonNode paper;
  private @Nullable JsonNode benchmark;

  /**
   * What is run.
   *
   * @param benchmark on both devices
   * @param keras what is trained for one epoch, and benchmarked on CUDA in TF32
   * @param paper what is trained for a few epochs on CUDA in TF32
   */
  record Configs(Path benchmark, Path keras, Path paper) {}

  /**
   * A check.
   *
   * @param dataDir folder of the data, where it is given
   * @param limit time for all of it
   * @param err receives what is being done
   * @param listener receives the report after each step
   */
  GpuCheck(
      Configs configs,
      @Nullable Path dataDir,
      Duration limit,
      PrintWriter err,
      Consumer<GpuCheckReport> listener) {
    this.configs = configs;
    this.dataWords = dataDir == null ? List.of() : List.of("--data-dir", dataDir.toString());
    this.commands = new CheckCommands(limit, System::nanoTime, err);
    this.listener = listener;
  }

  /** Runs all steps. */
  GpuCheckReport run() {
    DeviceChoice cpu = DeviceSelection.forProcess(DeviceType.CPU);
    Optional<DeviceChoice> cuda = cuda();
    doctor =
        commands.json(
            "doctor", CheckCommands.Command.engine(cuda.orElse(cpu), List.of("doctor", "--json")));
    report();
    cuda.ifPresent(choice -> onCuda(cpu, choice));
    benchmark = bench(configs.benchmark(), "cpu,cuda", List.of());
    report();
    TrainedEpochs training = new TrainedEpochs(commands, dataWords);
    cuda.ifPresent(
        choice -> epochs.put("cuda", training.first(choice, DeviceType.CUDA, configs.keras())));
    report();
    epochs.put("cpu", training.first(cpu, DeviceType.CPU, configs.keras()));
    return report();
  }

  private Optional<DeviceChoice> cuda() {
    try {
      DeviceChoice choice = DeviceSelection.forProcess(DeviceType.CUDA);
      commands.tell("device", choice.reason());
      return Optional.of(choice);
    } catch (DeviceException e) {
      verdict = "CUDA cannot be used: " + e.getMessage();
      commands.tell("device", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void onCuda(DeviceChoice cpu, DeviceChoice cuda) {
    boolean own = cuda.usesOwnExecutor();
    JsonNode onCpu = trace("training on the CPU", cpu, DeviceType.CPU, List.of());
    JsonNode floats = trace("training on CUDA", cuda, DeviceType.CUDA, List.of());
    Optional<JsonNode> tf32 =
        own
            ? Optional.of(trace("training on CUDA in TF32", cuda, DeviceType.CUDA, TF32))
            : Optional.empty();
    compare(onCpu, floats, tf32, cuda.reason());
    report();
    if (own) {
      reach(cuda);
    }
  }

  /** Measures what there are targets for. */
  private void reach(DeviceChoice cuda) {
    String card = Objects.requireNonNull(cuda.gpu()).name();
    keras = bench(configs.keras(), "cuda", TF32);
    target(card);
    RunConfig config = ConfigReader.read(configs.paper(), List.of());
    paper =
        new TrainedEpochs(commands, dataWords)
            .extrapolated(
                cuda, configs.paper(), PAPER_EPOCHS, config.name(), config.training().epochs());
    target(card);
    selfCheck = SelfCheck.measure(commands, cuda);
    target(card);
  }

  private void target(String card) {
    targets = CudaTargets.of(card, keras, paper, selfCheck);
    report();
  }

  private JsonNode trace(
      String name, DeviceChoice choice, DeviceType device, List<String> changes) {
    List<String> words = new ArrayList<>(List.of("gpu-trace", "--device"));
    words.add(device.name().toLowerCase(Locale.ROOT));
    words.addAll(changes);
    words.addAll(dataWords);
    return commands.json(name, CheckCommands.Command.engine(choice, words));
  }

  private void compare(JsonNode cpu, JsonNode floats, Optional<JsonNode> tf32, String reason) {
    List<JsonNode> all = new ArrayList<>(List.of(cpu, floats));
    tf32.ifPresent(all::add);
    for (JsonNode trace : all) {
      if (!trace.has("losses")) {
        verdict = "CUDA cannot be used: a training failed: " + trace.path("failed").asString();
        return;
      }
    }
    comparison = DeviceComparison.of(read(cpu), read(floats));
    comparisonTf32 = tf32.map(trace -> DeviceComparison.of(read(cpu), read(trace))).orElse(null);
    boolean agree = agrees();
    verdict =
        "%s: %s%s (%s)"
            .formatted(
                agree ? "CUDA works" : "CUDA computes something else than the CPU",
                comparison.words(),
                comparisonTf32 == null ? "" : "; in TF32 " + comparisonTf32.words(),
                reason);
  }

  private boolean agrees() {
    return comparison != null
        && comparison.agrees()
        && (comparisonTf32 == null || comparisonTf32.agrees());
  }

  private static DeviceTrace read(JsonNode trace) {
    return JSON.treeToValue(trace, DeviceTrace.class);
  }

  private JsonNode bench(Path config, String devices, List<String> changes) {
    List<String> words =
        new ArrayList<>(List.of("bench", config.toString(), "--devices", devices, "--json", "-"));
    words.addAll(changes);
    words.addAll(dataWords);
    return commands.json(
        "benchmark of " + config.getFileName(), CheckCommands.Command.light(words));
  }

  private GpuCheckReport report() {
    GpuCheckReport report =
        new GpuCheckReport(
            verdict,
            agrees(),
            at,
            targets,
            doctor,
            selfCheck,
            comparison,
            comparisonTf32,
            keras,
            paper,
            benchmark,
            epochs);
    listener.accept(report);
    return report;
  }
}
