package io.ffsamediff.config;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes options such as {@code --set training.epochs=3} into a JSON tree before it is bound. Says
 * only whether a key can exist; whether its value fits is the binder's question, asked once all
 * options are in.
 */
final class ConfigOverrides {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<ConfigProblem> problems;

  /** Keys that a materialised default brought along, by the object they stand in. */
  private final IdentityHashMap<ObjectNode, Set<String>> defaults = new IdentityHashMap<>();

  /** The options that were applied, by the JSON pointer they wrote to. */
  private final Map<String, String> applied = new LinkedHashMap<>();

  /**
   * With a list for what is wrong with the options.
   *
   * @param problems receives the problems
   */
  ConfigOverrides(List<ConfigProblem> problems) {
    this.problems = problems;
  }

  /** A place on the way to a key. */
  private record Place(Shape shape, JsonNode node, JsonPointer pointer) {}

  /** Applies one option to {@code root}, an object of {@code shape}. */
  void apply(Shape shape, ObjectNode root, String option) {
    int equals = option.indexOf('=');
    if (equals < 1) {
      report(option, "key=value", "no value", "Write it as in --set training.epochs=3.");
      return;
    }
    String path = option.substring(0, equals);
    String[] segments = path.split("\\.", -1);
    Place place = new Place(shape, root, JsonPointer.empty());
    for (int i = 0; i < segments.length - 1; i++) {
      Optional<Place> next = descend(path, place, segments[i]);
      if (next.isEmpty()) {
        return;
      }
      place = next.get();
    }
    assign(path, place, segments[segments.length - 1], option);
  }

  /** The problem, with the option that caused it if one did. */
  ConfigProblem explain(ConfigProblem problem) {
    String cause = null;
    for (Map.Entry<String, String> entry : applied.entrySet()) {
      if ((problem.pointer() + "/").startsWith(entry.getKey() + "/")) {
        cause = entry.getValue();
      }
    }
    return cause == null
        ? problem
        : problem.withHint("It was given by --set " + JsonText.shorten(cause) + ".");
  }

  private Optional<Place> descend(String path, Place place, String segment) {
    if (place.shape() instanceof Shape.Items items) {
      return index(path, place, segment)
          .map(
              i -> new Place(items.element(), place.node().get(i), place.pointer().appendIndex(i)));
    }
    return key(path, place, segment)
        .map(
            key ->
                new Place(
                    inner(key.shape()),
                    materialise(place.node(), key),
                    place.pointer().appendProperty(segment)));
  }

  private void assign(String path, Place place, String segment, String option) {
    String text = option.substring(path.length() + 1);
    if (place.shape() instanceof Shape.Items items) {
      Optional<Integer> index = index(path, place, segment);
      Optional<JsonNode> value = value(path, items.element(), text);
      if (index.isPresent() && value.isPresent()) {
        ((ArrayNode) place.node()).set(index.get(), value.get());
        applied.put(place.pointer().appendIndex(index.get()).toString(), option);
      }
    } else if (place.shape() instanceof Shape.Tagged tagged && segment.equals(Shape.TYPE)) {
      switchKind(tagged, place, text, option);
    } else {
      key(path, place, segment)
          .flatMap(key -> value(path, key.shape(), text))
          .ifPresent(value -> put(place, segment, value, option));
    }
  }

  private void put(Place place, String name, JsonNode value, String option) {
    if (place.node() instanceof ObjectNode object) {
      object.set(name, value);
      Set<String> fromDefault = defaults.get(object);
      if (fromDefault != null) {
        fromDefault.remove(name);
      }
    }
    applied.put(place.pointer().appendProperty(name).toString(), option);
  }

  /** Sets the tag; keys that only a default had brought go if the new kind does not know them. */
  private void switchKind(Shape.Tagged tagged, Place place, String tag, String option) {
    put(place, Shape.TYPE, NODES.stringNode(unquoted(tag)), option);
    Set<String> fromDefault = defaults.get(place.node());
    Optional<Shape.Kind> kind = tagged.kind(unquoted(tag));
    if (place.node() instanceof ObjectNode object && fromDefault != null && kind.isPresent()) {
      Predicate<String> unknown = name -> kind.get().fields().key(name).isEmpty();
      fromDefault.stream().filter(unknown).forEach(object::remove);
    }
  }

  private static String unquoted(String tag) {
    boolean quoted = tag.length() > 1 && tag.startsWith("\"") && tag.endsWith("\"");
    return quoted ? tag.substring(1, tag.length() - 1) : tag;
  }

  private Optional<Integer> index(String path, Place place, String segment) {
    int size = place.node().isArray() ? place.node().size() : 0;
    if (segment.matches("\\d{1,9}") && Integer.parseInt(segment) < size) {
      return Optional.of(Integer.valueOf(segment));
    }
    String expected =
        size == 0 ? "a list that has elements" : "the index of an element, 0 to " + (size - 1);
    report(path, expected, "\"" + segment + "\"", "Or set the whole list: --set KEY=[...].");
    return Optional.empty();
  }

  private Optional<KeyModel> key(String path, Place place, String segment) {
    Map<String, KeyModel> known = keys(place);
    KeyModel key = known.get(segment);
    if (key == null) {
      Set<String> names = new LinkedHashSet<>();
      if (place.shape() instanceof Shape.Tagged) {
        names.add(Shape.TYPE);
      }
      names.addAll(known.keySet());
      String expected = names.isEmpty() ? "no further key" : "one of " + String.join(", ", names);
      String hint = Spelling.hint(segment, names, "See docs/configuration.md for all keys.");
      report(path, expected, "\"" + segment + "\"", hint);
    }
    return Optional.ofNullable(key);
  }

  /** The keys at {@code place}: of all kinds, since a later option may choose another kind. */
  private static Map<String, KeyModel> keys(Place place) {
    Map<String, KeyModel> keys = new LinkedHashMap<>();
    if (place.shape() instanceof Shape.Fields fields) {
      fields.keys().forEach(key -> keys.put(key.name(), key));
    } else if (place.shape() instanceof Shape.Tagged tagged) {
      tagged
          .kind(place.node().path(Shape.TYPE).asString(""))
          .ifPresent(kind -> kind.fields().keys().forEach(key -> keys.put(key.name(), key)));
      for (Shape.Kind kind : tagged.kinds()) {
        kind.fields().keys().forEach(key -> keys.putIfAbsent(key.name(), key));
      }
    }
    return keys;
  }

  private static Shape inner(Shape shape) {
    return shape instanceof Shape.Worded worded ? worded.plain() : shape;
  }

  /** The value of {@code key}, which becomes its default if it is absent. */
  private JsonNode materialise(JsonNode parent, KeyModel key) {
    JsonNode given = parent.get(key.name());
    if (!(parent instanceof ObjectNode object) || (given != null && !given.isNull())) {
      // A parent that is no object is reported by the binder; this value then goes nowhere.
      return given == null ? NODES.objectNode() : given;
    }
    JsonNode value = key.defaultNode().orElseGet(() -> emptyOf(key.shape()));
    boolean isObject = key.shape() instanceof Shape.Fields || key.shape() instanceof Shape.Tagged;
    if (isObject && value instanceof ObjectNode made) {
      defaults.put(made, new LinkedHashSet<>(made.propertyNames()));
      object.set(key.name(), made);
    }
    return value;
  }

  /** An object without keys; of several kinds it is the first, until an option says otherwise. */
  private static ObjectNode emptyOf(Shape shape) {
    ObjectNode empty = NODES.objectNode();
    if (shape instanceof Shape.Tagged tagged) {
      empty.put(Shape.TYPE, tagged.kinds().get(0).tag());
    }
    return empty;
  }

  /** {@code text} as JSON if it is JSON, else as a string. */
  private Optional<JsonNode> value(String path, Shape shape, String text) {
    @Nullable JsonNode parsed;
    try {
      parsed = StrictJson.parse("--set", text);
    } catch (ConfigException e) {
      if (text.startsWith("{") || text.startsWith("[") || text.startsWith("\"")) {
        report(path, "JSON", JsonText.shorten(text), e.problems().get(0).hint());
        return Optional.empty();
      }
      parsed = null;
    }
    boolean plainText = shape instanceof Shape.Text && parsed != null && !parsed.isString();
    return Optional.of(parsed == null || plainText ? NODES.stringNode(text) : parsed);
  }

  private void report(String path, String expected, String received, String hint) {
    String where = "--set " + JsonText.shorten(path);
    problems.add(new ConfigProblem(where, expected, received, hint));
  }
}
