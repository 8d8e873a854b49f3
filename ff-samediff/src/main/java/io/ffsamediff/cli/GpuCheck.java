package io.ffsamediff.cli;

import io.ffsamediff.bench.DeviceComparison;
import io.ffsamediff.bench.DeviceTrace;
import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.device.ChildProcess;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.DeviceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds out whether CUDA works on this machine, and how fast. Each step is a process of its own, so
 * that none can take the others with it; what a step failed with is in the report.
 */
final class GpuCheck {

  /** An epoch of the Keras configuration takes minutes on few cores. */
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path benchConfig;
  private final Path epochConfig;
  private final List<String> dataWords;
  private final PrintWriter err;

  /**
   * A check.
   *
   * @param benchConfig what is benchmarked
   * @param epochConfig what is trained for one epoch
   * @param dataDir folder of the data, where it is given
   * @param err receives what is being done
   */
  GpuCheck(Path benchConfig, Path epochConfig, @Nullable Path dataDir, PrintWriter err) {
    this.benchConfig = benchConfig;
    this.epochConfig = epochConfig;
    this.dataWords = dataDir == null ? List.of() : List.of("--data-dir", dataDir.toString());
    this.err = err;
  }

  /** Runs all steps. */
  GpuCheckReport run() {
    DeviceChoice cpu = DeviceSelection.forProcess(DeviceType.CPU);
    Optional<DeviceChoice> cuda = Optional.empty();
    String against = "";
    try {
      cuda = Optional.of(DeviceSelection.forProcess(DeviceType.CUDA));
    } catch (DeviceException e) {
      against = String.valueOf(e.getMessage());
    }
    tell("device", cuda.map(DeviceChoice::reason).orElse(against));
    JsonNode doctor = json("doctor", engine(cuda.orElse(cpu), "doctor", "--json"));
    Comparing comparing =
        cuda.isPresent() ? compare(cpu, cuda.get()) : new Comparing(null, against);
    JsonNode benchmark = json("benchmark", bench());
    Map<String, JsonNode> epochs = new LinkedHashMap<>();
    epochs.put("cpu", epoch(cpu, DeviceType.CPU));
    cuda.ifPresent(choice -> epochs.put("cuda", epoch(choice, DeviceType.CUDA)));
    return new GpuCheckReport(
        comparing.verdict(),
        comparing.found() != null && comparing.found().agrees(),
        Clock.systemUTC().instant().toString(),
        doctor,
        comparing.found(),
        benchmark,
        epochs);
  }

  /** What the comparison came to, or why there is none. */
  private record Comparing(@Nullable DeviceComparison found, String reason) {

    String verdict() {
      if (found == null) {
        return "CUDA cannot be used: " + reason;
      }
      return String.format(
          Locale.ROOT,
          "%s: largest relative difference of a loss %.2g in %d steps, %.2f %% of predictions the same (%s)",
          found.agrees() ? "CUDA works" : "CUDA computes something else than the CPU",
          found.largestDifference(),
          found.steps(),
          100 * found.samePredictions(),
          reason);
    }
  }

  private Comparing compare(DeviceChoice cpu, DeviceChoice cuda) {
    JsonNode one = json("training on the CPU", trace(cpu, DeviceType.CPU));
    JsonNode other = json("training on CUDA", trace(cuda, DeviceType.CUDA));
    for (JsonNode trace : List.of(one, other)) {
      if (!trace.has("losses")) {
        return new Comparing(null, "a training failed: " + trace.path("failed").asString());
      }
    }
    return new Comparing(
        DeviceComparison.of(
            JSON.treeToValue(one, DeviceTrace.class), JSON.treeToValue(other, DeviceTrace.class)),
        cuda.reason());
  }

  private Step trace(DeviceChoice choice, DeviceType device) {
    return engine(choice, words("gpu-trace", "--device", name(device)));
  }

  private Step bench() {
    List<String> words =
        words("bench", benchConfig.toString(), "--devices", "cpu,cuda", "--json", "-");
    return new Step(new SameStart().words(Main.class, words.toArray(String[]::new)), Map.of());
  }

  private JsonNode epoch(DeviceChoice choice, DeviceType device) {
    try {
      Path folder = Files.createTempDirectory("ff-gpu-check");
      try {
        return epoch(choice, device, folder.resolve("run"));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode epoch(DeviceChoice choice, DeviceType device, Path run) throws IOException {
    List<String> words =
        words(
            "train",
            epochConfig.toString(),
            "--set",
            "training.epochs=1",
            "--device",
            name(device),
            "--out",
            run.toString(),
            "--json");
    JsonNode outcome = json("one epoch on " + name(device), engine(choice, words));
    Path metrics = run.resolve("metrics.jsonl");
    return Files.exists(metrics)
        ? JSON.readTree(Files.readAllLines(metrics, StandardCharsets.UTF_8).get(0))
        : outcome;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private List<String> words(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(dataWords);
    return all;
  }

  /** A command and the variables that it is given. */
  private record Step(List<String> words, Map<String, String> environment) {}

  private static Step engine(DeviceChoice choice, String... words) {
    return engine(choice, List.of(words));
  }

  private static Step engine(DeviceChoice choice, List<String> words) {
    EngineStart start = DeviceSelection.start(choice, LaunchRequest.of(words));
    return new Step(start.words(Main.class, words.toArray(String[]::new)), start.environment());
  }

  /**
   * The JSON that a command prints, among what it tells; {@code failed} with the reason if none.
   */
  private JsonNode json(String name, Step step) {
    tell(name, "...");
    ChildProcess.Answer answer = new ChildProcess(step.words(), step.environment(), LIMIT).run();
    String output = answer.output();
    int start = output.startsWith("{") ? 0 : output.indexOf("\n{") + 1;
    int end = output.lastIndexOf('}') + 1;
    try {
      if (answer.failure().isEmpty() && start < end) {
        return JSON.readTree(output.substring(start, end));
      }
    } catch (JacksonException e) {
      return failed(name, "what it printed is no JSON");
    }
    return failed(name, answer.failure().orElse("it printed no JSON"));
  }

  private JsonNode failed(String step, String reason) {
    tell(step, reason);
    return JSON.createObjectNode().put("failed", reason);
  }

  private void tell(String step, String what) {
    err.printf("gpu-check: %s: %s%n", step, what);
    err.flush();
  }

  private static String name(DeviceType device) {
    return device.name().toLowerCase(Locale.ROOT);
  }
}
