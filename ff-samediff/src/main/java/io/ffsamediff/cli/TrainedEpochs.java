package io.ffsamediff.cli;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.device.DeviceChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Epochs of {@code ff train}, for {@code ff gpu-check}; nothing of the runs is kept. */
final class TrainedEpochs {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final CheckCommands commands;
  private final List<String> dataWords;

  /**
   * Trainings.
   *
   * @param dataWords where the data is, as words of a command line
   */
  TrainedEpochs(CheckCommands commands, List<String> dataWords) {
    this.commands = commands;
    this.dataWords = List.copyOf(dataWords);
  }

  /** The line of {@code metrics.jsonl} of a first epoch; {@code failed} if there is none. */
  JsonNode first(DeviceChoice choice, DeviceType device, Path config) {
    return lines("one epoch on " + name(device), choice, device, config, 1, List.of()).get(0);
  }

  /**
   * Trains on CUDA in TF32 for some epochs and works out what all of {@code config} would take.
   *
   * @param counted epochs that count, after one to warm up
   * @param name name of {@code config}
   * @param all epochs that it asks for
   * @return {@code name}, {@code precision}, {@code warmUpSeconds}, {@code epochSeconds}, their
   *     {@code median}, and {@code extrapolatedSeconds} of {@code extrapolatedEpochs}; {@code
   *     failed} if no epoch counts
   */
  JsonNode extrapolated(DeviceChoice cuda, Path config, int counted, String name, int all) {
    List<JsonNode> lines =
        lines(
            "%d epochs of %s".formatted(counted + 1, config.getFileName()),
            cuda,
            DeviceType.CUDA,
            config,
            counted + 1,
            List.of("--set", "device.matmulPrecision=tf32"));
    return extrapolated(lines, name, all);
  }

  /** Likewise, of the lines of {@code metrics.jsonl}. */
  static JsonNode extrapolated(List<JsonNode> lines, String name, int all) {
    if (lines.size() < 2) {
      return lines.get(0).has("failed")
          ? lines.get(0)
          : CheckCommands.failed("no epoch after the one to warm up");
    }
    double[] seconds =
        lines.stream().skip(1).mapToDouble(line -> line.path("seconds").asDouble()).toArray();
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    ObjectNode found = JSON.createObjectNode();
    found.put("name", name);
    found.put("precision", "tf32");
    found.put("warmUpSeconds", lines.get(0).path("seconds").asDouble());
    ArrayNode epochs = found.putArray("epochSeconds");
    for (double epoch : seconds) {
      epochs.add(epoch);
    }
    found.put("median", median);
    found.put("extrapolatedEpochs", all);
    found.put("extrapolatedSeconds", median * all);
    return found;
  }

  private List<JsonNode> lines(
      String what,
      DeviceChoice choice,
      DeviceType device,
      Path config,
      int epochs,
      List<String> changes) {
    try (ScratchFolder folder = new ScratchFolder()) {
      Path run = folder.path().resolve("run");
      List<String> words = new ArrayList<>(List.of("train", config.toString()));
      words.addAll(List.of("--set", "training.epochs=" + epochs, "--device", name(device)));
      words.addAll(List.of("--out", run.toString(), "--json"));
      words.addAll(changes);
      words.addAll(dataWords);
      JsonNode outcome = commands.json(what, CheckCommands.Command.engine(choice, words));
      Path metrics = run.resolve("metrics.jsonl");
      List<JsonNode> lines = Files.exists(metrics) ? read(metrics) : List.of();
      return lines.isEmpty() ? List.of(outcome) : lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole lines of a file, which may end in one that was being written. */
  private static List<JsonNode> read(Path metrics) throws IOException {
    String text = Files.readString(metrics, StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(JSON::readTree).toList();
  }

  private static String name(DeviceType device) {
    return device.name().toLowerCase(Locale.ROOT);
  }
}
