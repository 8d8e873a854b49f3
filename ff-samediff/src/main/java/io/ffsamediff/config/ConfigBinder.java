package io.ffsamediff.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Turns a JSON tree into records. Goes on after a mistake, so that all of them are found; a record
 * is made only when nothing is wrong with its parts. Each visit returns the value, or nothing after
 * a problem has been noted.
 */
final class ConfigBinder implements Shape.Visitor<Optional<Object>> {

  /**
   * What binding came to.
   *
   * @param problems everything that is wrong
   * @param parts the records that were made, by JSON pointer; the whole under the empty pointer
   */
  record Binding(List<ConfigProblem> problems, Map<String, Object> parts) {

    /** The record made at {@code pointer}, if nothing was wrong there. */
    <T> @Nullable T part(String pointer, Class<T> type) {
      Object part = parts.get(pointer);
      return part == null ? null : type.cast(part);
    }
  }

  private final Binding binding;
  private final JsonPointer pointer;
  private final JsonNode node;

  private ConfigBinder(Binding binding, JsonPointer pointer, JsonNode node) {
    this.binding = binding;
    this.pointer = pointer;
    this.node = node;
  }

  /** Binds {@code root}, which should be of {@code shape}. */
  static Binding bind(Shape shape, JsonNode root) {
    Binding binding = new Binding(new ArrayList<>(), new HashMap<>());
    shape.accept(new ConfigBinder(binding, JsonPointer.empty(), root));
    return binding;
  }

  @Override
  public Optional<Object> text(Shape.Text shape) {
    if (!node.isString()) {
      return wrong(shape, "Write a text in double quotes.");
    }
    String value = node.stringValue();
    return value.matches(shape.pattern()) ? Optional.of(value) : outOfRange(shape.expected());
  }

  @Override
  public Optional<Object> flag(Shape.Flag shape) {
    return node.isBoolean()
        ? Optional.of(node.booleanValue())
        : wrong(shape, "Write true or false without quotes.");
  }

  @Override
  public Optional<Object> whole(Shape.Whole shape) {
    if (!node.isNumber()) {
      return wrong(shape, "Write a number without quotes.");
    }
    BigDecimal value = node.decimalValue();
    if (value.stripTrailingZeros().scale() > 0) {
      return wrong(shape, "Write a number without a fraction.");
    }
    BigDecimal most = BigDecimal.valueOf(shape.most());
    if (value.compareTo(most) > 0 && !shape.range().hasMax()) {
      return outOfRange("a whole number of at most " + most);
    }
    BigDecimal least = BigDecimal.valueOf(shape.least());
    if (value.compareTo(least) < 0 && !shape.range().hasMin()) {
      return outOfRange("a whole number of at least " + least);
    }
    if (value.compareTo(most) > 0 || value.compareTo(least) < 0) {
      return outOfRange(shape.expected());
    }
    return Optional.of(shape.isLong() ? (Object) value.longValue() : (Object) value.intValue());
  }

  @Override
  public Optional<Object> real(Shape.Real shape) {
    if (!node.isNumber()) {
      return wrong(shape, "Write a number without quotes.");
    }
    double value = node.decimalValue().doubleValue();
    if (!Double.isFinite(value)) {
      return outOfRange("a number that a double holds");
    }
    return shape.range().contains(value) ? Optional.of(value) : outOfRange(shape.expected());
  }

  @Override
  public Optional<Object> names(Shape.Names shape) {
    Object constant = node.isString() ? shape.constants().get(node.stringValue()) : null;
    return constant == null
        ? wrong(shape, choiceHint(shape.constants().keySet()))
        : Optional.of(constant);
  }

  @Override
  public Optional<Object> items(Shape.Items shape) {
    if (!node.isArray()) {
      return wrong(shape, "Write a list in square brackets.");
    }
    if (node.isEmpty()) {
      return report(Constraints.emptyList(pointer.toString()));
    }
    int before = binding.problems().size();
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      JsonNode element = node.get(i);
      shape
          .element()
          .accept(new ConfigBinder(binding, pointer.appendIndex(i), element))
          .ifPresent(values::add);
    }
    return binding.problems().size() > before ? Optional.empty() : Optional.of(values);
  }

  @Override
  public Optional<Object> worded(Shape.Worded shape) {
    if (!node.isString()) {
      boolean fits = shape.plain() instanceof Shape.Items ? node.isArray() : node.isNumber();
      return fits
          ? shape.plain().accept(this).flatMap(value -> make(shape.plainType().type(), value))
          : wrong(shape, "Write " + shape.expected() + ".");
    }
    return node.stringValue().equals(shape.word())
        ? make(shape.wordType())
        : wrong(
            shape,
            Spelling.hint(node.stringValue(), List.of(shape.word()), "Choose one of these."));
  }

  @Override
  public Optional<Object> fields(Shape.Fields shape) {
    return node.isObject() ? record(shape, List.of()) : wrong(shape, "Write it in curly braces.");
  }

  @Override
  public Optional<Object> tagged(Shape.Tagged shape) {
    if (!node.isObject()) {
      return wrong(shape, "Write it in curly braces.");
    }
    JsonNode tag = node.get(Shape.TYPE);
    String where = pointer.appendProperty(Shape.TYPE).toString();
    if (tag == null) {
      return report(
          new ConfigProblem(where, shape.tagsInWords(), "nothing", "Add the key \"type\"."));
    }
    Optional<Shape.Kind> kind =
        tag.isString() ? shape.kind(tag.stringValue()) : Optional.<Shape.Kind>empty();
    if (kind.isEmpty()) {
      String hint = new ConfigBinder(binding, pointer, tag).choiceHint(shape.tags());
      return report(new ConfigProblem(where, shape.tagsInWords(), JsonText.received(tag), hint));
    }
    return record(kind.get().fields(), List.of(Shape.TYPE));
  }

  /** The record of this object, whose keys are those of {@code shape} and {@code others}. */
  private Optional<Object> record(Shape.Fields shape, List<String> others) {
    int before = binding.problems().size();
    Set<String> misspelt = reportUnknownKeys(shape, others);
    @Nullable Object[] values = new @Nullable Object[shape.keys().size()];
    for (int i = 0; i < values.length; i++) {
      KeyModel key = shape.keys().get(i);
      // A required key that was misspelt has been reported under its wrong name.
      values[i] = misspelt.contains(key.name()) ? null : value(key).orElse(null);
    }
    return binding.problems().size() > before ? Optional.empty() : make(shape.type(), values);
  }

  /** Reports each unknown key; returns the known keys that they were probably meant to be. */
  private Set<String> reportUnknownKeys(Shape.Fields shape, List<String> others) {
    List<String> known = new ArrayList<>(others);
    shape.keys().forEach(key -> known.add(key.name()));
    List<String> absent = known.stream().filter(key -> !node.has(key)).collect(Collectors.toList());
    Set<String> meant = new HashSet<>();
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        Spelling.closest(name, absent).ifPresent(meant::add);
        report(unknownKey(pointer.toString(), name, known, absent));
      }
    }
    return meant;
  }

  private static ConfigProblem unknownKey(
      String parent, String name, List<String> known, Collection<String> absent) {
    String expected = known.isEmpty() ? "no keys" : "one of the keys " + String.join(", ", known);
    String shown = JsonText.shorten(name);
    return new ConfigProblem(
        parent + JsonPointer.empty().appendProperty(shown),
        expected,
        "\"" + shown + "\"",
        Spelling.hint(name, absent, "Remove it or correct its name."));
  }

  private Optional<Object> value(KeyModel key) {
    JsonNode given = node.get(key.name());
    JsonPointer place = pointer.appendProperty(key.name());
    if (given == null ? key.required() : given.isNull() && !key.nullable()) {
      return report(absent(place, key, given == null ? "nothing" : "null"));
    }
    JsonNode value = given == null ? key.defaultNode().orElse(null) : given;
    return value == null || value.isNull()
        ? Optional.empty()
        : key.shape().accept(new ConfigBinder(binding, place, value));
  }

  private static ConfigProblem absent(JsonPointer place, KeyModel key, String received) {
    String hint =
        key.required()
            ? "Give a value: " + key.key().value()
            : "Give a value, or remove the key for its default " + key.key().defaultValue() + ".";
    return new ConfigProblem(place.toString(), key.shape().expected(), received, hint);
  }

  private Optional<Object> make(Class<? extends Record> type, @Nullable Object... values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Object made = type.getDeclaredConstructor(types).newInstance(values);
      binding.parts().put(pointer.toString(), made);
      return Optional.of(made);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ConfigException refused) {
        refused.problems().forEach(problem -> report(problem.below(pointer.toString())));
        return Optional.empty();
      }
      throw new IllegalStateException("Cannot make " + type, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make " + type, e);
    }
  }

  private String choiceHint(Collection<String> known) {
    String otherwise = "Choose one of these.";
    return node.isString() ? Spelling.hint(node.stringValue(), known, otherwise) : otherwise;
  }

  private Optional<Object> wrong(Shape shape, String hint) {
    return report(
        new ConfigProblem(pointer.toString(), shape.expected(), JsonText.received(node), hint));
  }

  private Optional<Object> outOfRange(String expected) {
    return report(Constraints.outOfRange(pointer.toString(), expected, JsonText.received(node)));
  }

  private Optional<Object> report(ConfigProblem problem) {
    binding.problems().add(problem);
    return Optional.empty();
  }
}
