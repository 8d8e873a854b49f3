package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a program reads that starts {@code ff train --json-events}. */
class TrainingEventsTest {

  private static final Set<String> COMMON = Set.of("event", "time");

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    TinyRun.write(folder);
    TinyRun.keepInk(folder);
  }

  @Test
  void finishedRun_tellsStartEpochsAndTheResultOfJson() throws Exception {
    FfProcess ff =
        FfProcess.run(
            folder,
            "train",
            "tiny.json",
            "--data-dir",
            "data",
            "--out",
            "run",
            "--json-events",
            "--quiet",
            "--set",
            "data.validationExamples=8");

    assertThat(ff.exitCode()).as(ff.err()).isZero();
    assertThat(ff.err()).isEmpty();
    List<JsonNode> events = events(ff.out());
    assertThat(names(events)).containsExactly("start", "epoch", "epoch", "epoch", "epoch", "end");
    assertThat(events.get(0).path("trainExamples").asInt()).isEqualTo(32);
    assertThat(events.get(2).path("separation").asDouble()).isEqualTo(separation(events.get(2)));
    assertThat(events.get(5).path("exitCode").asInt(-1)).isZero();
    assertThat(events.get(5).path("result").path("evaluation"))
        .isEqualTo(json(Files.readString(folder.resolve("run/evaluation.json"))));
    assertEpochsAreThoseOf(folder.resolve("run/metrics.jsonl"), events);
    assertDocumented(events, Set.of("start", "epoch", "end"));
    assertThat(keys(events.get(2))).contains("validationErrors", "testErrors", "secondsLeft");
  }

  private static double separation(JsonNode epoch) {
    return epoch
        .path("layers")
        .valueStream()
        .mapToDouble(
            layer ->
                layer.path("goodnessPositive").asDouble()
                    - layer.path("goodnessNegative").asDouble())
        .average()
        .orElseThrow();
  }

  private static void assertEpochsAreThoseOf(Path metrics, List<JsonNode> events)
      throws IOException {
    List<String> lines = Files.readAllLines(metrics);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = json(lines.get(i));
      JsonNode event = events.get(i + 1);
      keys(line).forEach(key -> assertThat(event.get(key)).isEqualTo(line.get(key)));
    }
  }

  @Test
  void json_isOneDocument_equalToTheResultOfTheEvents() throws Exception {
    FfCall document = FfCall.train(folder, "run", "--json").worked();
    FfCall lines = FfCall.train(folder, "other", "--json-events").worked();

    JsonNode result = events(lines.out()).get(5).path("result");
    String run = folder.resolve("run").toString();
    String renamed = document.out().replace(run, folder.resolve("other").toString());
    assertThat(result).isEqualTo(json(renamed));
    assertThat(document.err()).contains("  separation ", " examples/s");
  }

  @Test
  void failureBeforeTraining_isTheOnlyEvent() throws Exception {
    FfCall ff = FfCall.train(folder, "run", "--json-events", "--set", "data.name=none");

    List<JsonNode> events = events(ff.out());
    assertThat(names(events)).containsExactly("end");
    assertThat(events.get(0).path("status").asString()).isEqualTo("failed");
    assertThat(events.get(0).path("exitCode").asInt()).isEqualTo(ff.exitCode()).isEqualTo(3);
    assertThat(ff.err().strip()).endsWith("ff: " + events.get(0).path("error").asString());
    assertDocumented(events, Set.of("end"));
  }

  @Test
  void divergence_endsSo() throws Exception {
    FfCall ff =
        FfCall.train(
            folder, "run", "--json-events", "--set", "training.optimizer.learningRate=1e30");

    List<JsonNode> events = events(ff.out());
    JsonNode end = events.get(events.size() - 1);
    assertThat(end.path("status").asString()).as(ff.err()).isEqualTo("diverged");
    assertThat(end.path("exitCode").asInt()).isEqualTo(ff.exitCode()).isEqualTo(6);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void interruptedRun_endsWithWhatIsSaved_andResumedSaysSo() throws Exception {
    Process process =
        FfProcess.start(
            folder,
            FfProcess.command(
                "train",
                "tiny.json",
                "--data-dir",
                "data",
                "--out",
                "run",
                "--json-events",
                "--quiet",
                "--set",
                "training.epochs=1000000"));
    Path out = folder.resolve("out.txt");
    while (process.isAlive() && !Files.readString(out).contains("\"progress\"")) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor()).isZero();
    FfProcess ff = FfProcess.finish(process, folder);

    List<JsonNode> events = events(ff.out());
    JsonNode end = events.get(events.size() - 1);
    assertThat(end.path("status").asString()).as(ff.err()).isEqualTo("interrupted");
    assertThat(end.path("exitCode").asInt()).isEqualTo(ff.exitCode()).isEqualTo(130);
    assertThat(end.path("result").path("run").asString()).isEqualTo("run");
    assertThat(ff.err()).as("quiet").isEmpty();
    assertDocumented(events, Set.of("start", "progress", "epoch", "end"));
    String epochs = "training.epochs=" + (end.path("result").path("epochs").asInt() + 1);
    FfCall resumed = FfCall.resume(folder, "run", "--json-events", "--set", epochs).worked();
    assertThat(events(resumed.out()).get(0).path("resumed").asBoolean()).isTrue();
  }

  /** The tables of docs/cli.md: each event has the fields they name and no others. */
  private static void assertDocumented(List<JsonNode> events, Set<String> expected)
      throws IOException {
    assertThat(Set.copyOf(names(events))).isEqualTo(expected);
    Map<String, Set<String>> required = documented(false);
    Map<String, Set<String>> all = documented(true);
    for (JsonNode event : events) {
      String name = event.path("event").asString();
      assertThat(keys(event)).as(name).containsAll(COMMON).containsAll(required.get(name));
      Set<String> more = keys(event);
      more.removeAll(COMMON);
      assertThat(all.get(name)).as(name).containsAll(more);
    }
  }

  private static Map<String, Set<String>> documented(boolean optional) throws IOException {
    String text = Files.readString(Golden.ROOT.resolve("docs/cli.md"));
    Matcher section =
        Pattern.compile("(?s)\n`(start|progress|epoch|end)`: .*?\n\n\\| field .*?(?=\n\n)")
            .matcher(text);
    return section
        .results()
        .collect(
            Collectors.toMap(found -> found.group(1), found -> fields(found.group(), optional)));
  }

  private static Set<String> fields(String table, boolean optional) {
    return Pattern.compile("(?m)^\\| `(\\w+)(\\??)`")
        .matcher(table)
        .results()
        .filter(field -> optional || field.group(2).isEmpty())
        .map(field -> field.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<JsonNode> events(String out) {
    return out.lines().map(TrainingEventsTest::json).toList();
  }

  private static List<String> names(List<JsonNode> events) {
    return events.stream().map(event -> event.path("event").asString()).toList();
  }

  private static Set<String> keys(JsonNode object) {
    return new TreeSet<>(object.propertyNames());
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
