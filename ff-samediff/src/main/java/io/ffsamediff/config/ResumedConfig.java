package io.ffsamediff.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration with which a run goes on: its own one, in which options may change the keys
 * that {@link #CHANGEABLE} names. What has been learnt stands on all the others.
 */
public final class ResumedConfig {

  /** Keys that may change when a run is resumed, as JSON pointers; objects with all they hold. */
  public static final List<String> CHANGEABLE =
      List.of("/training/epochs", "/evaluation/every", "/checkpoints", "/device");

  private final String json;
  private final RunConfig config;
  private final List<JsonPointer> changed;

  private ResumedConfig(String json, RunConfig config, List<JsonPointer> changed) {
    this.json = json;
    this.config = config;
    this.changed = changed;
  }

  /**
   * Applies {@code overrides} to a run's own configuration.
   *
   * @param sourceName what {@code json} is, for messages
   * @param json the run's {@code config.json}
   * @param overrides options {@code key=value}, applied in this order; one that repeats the run's
   *     own value is no change
   * @throws ConfigException if the options cannot be used, or contradict the run in a key that may
   *     not change; names all of them
   */
  public static ResumedConfig of(String sourceName, String json, List<String> overrides) {
    RunConfig before = ConfigReader.parse(sourceName, json, List.of());
    RunConfig after = ConfigReader.parse(sourceName, json, overrides);
    JsonNode beforeTree = tree(before);
    JsonNode afterTree = tree(after);
    List<JsonPointer> changed = new ArrayList<>();
    compare(JsonPointer.empty(), beforeTree, afterTree, changed);
    List<ConfigProblem> problems =
        changed.stream()
            .filter(key -> !mayChange(key))
            .map(key -> contradiction(key, beforeTree, afterTree))
            .toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(sourceName, problems);
    }
    return new ResumedConfig(json, after, List.copyOf(changed));
  }

  /** {@link #CHANGEABLE} as {@code --set} writes them. */
  public static String changeable() {
    return CHANGEABLE.stream()
        .map(JsonPointer::compile)
        .map(ResumedConfig::key)
        .map(key -> key.contains(".") ? key : key + ".*")
        .collect(Collectors.joining(", "));
  }

  /** The configuration, options applied. */
  public RunConfig config() {
    return config;
  }

  /** Whether an option changed anything. */
  public boolean isChanged() {
    return !changed.isEmpty();
  }

  /**
   * What the options changed, written as options: {@code training.epochs=6}.
   *
   * @param resolved {@link #config()}, where need be with what was derived from the machine
   */
  public List<String> changes(RunConfig resolved) {
    JsonNode values = tree(resolved);
    return changed.stream().map(key -> key(key) + "=" + shown(values.at(key))).toList();
  }

  /**
   * The run's {@code config.json} with nothing but the changed keys touched, so that keys which
   * only another version knows stay as they are.
   *
   * @param resolved {@link #config()}, where need be with what was derived from the machine
   */
  public String rewritten(RunConfig resolved) {
    ObjectNode own = (ObjectNode) StrictJson.parse("config.json", json);
    JsonNode values = tree(resolved);
    for (JsonPointer key : changed) {
      ObjectNode parent = own.withObject(key.head());
      String name = key.last().getMatchingProperty();
      JsonNode value = values.at(key);
      if (value.isMissingNode()) {
        parent.remove(name);
      } else {
        parent.set(name, value);
      }
    }
    return JsonText.pretty(own);
  }

  private static JsonNode tree(RunConfig config) {
    return StrictJson.parse("config", ConfigWriter.toCanonicalJson(config));
  }

  /** Collects the keys whose values differ; a list counts as one value. */
  private static void compare(
      JsonPointer at, @Nullable JsonNode before, @Nullable JsonNode after, List<JsonPointer> to) {
    if (before instanceof ObjectNode was && after instanceof ObjectNode is) {
      Set<String> names = new LinkedHashSet<>(was.propertyNames());
      names.addAll(is.propertyNames());
      names.forEach(name -> compare(at.appendProperty(name), was.get(name), is.get(name), to));
    } else if (!Objects.equals(before, after)) {
      to.add(at);
    }
  }

  private static boolean mayChange(JsonPointer key) {
    return CHANGEABLE.stream().anyMatch(prefix -> (key + "/").startsWith(prefix + "/"));
  }

  private static ConfigProblem contradiction(JsonPointer key, JsonNode before, JsonNode after) {
    return new ConfigProblem(
        "--set " + key(key),
        "the run's own value, " + shown(before.at(key)),
        shown(after.at(key)),
        "A resumed run may change only " + changeable() + "; start a new run for anything else.");
  }

  private static String key(JsonPointer pointer) {
    return pointer.toString().substring(1).replace('/', '.');
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "null" : JsonText.received(value);
  }
}
