package io.ffsamediff.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks the values of a configuration record against its {@link Key}s, so that a record built by
 * hand is as sound as one that was read.
 */
final class Constraints {

  /** Pattern of names that become part of file names. */
  static final String NAME_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  /** {@link #NAME_PATTERN} in words. */
  static final String NAME_FORM =
      "a name of at most 100 letters, digits, '.', '_' and '-' that begins with a letter or digit";

  private Constraints() {}

  /**
   * Refuses values out of range.
   *
   * @param record the record's class
   * @param values its values, in the order of its components
   * @throws ConfigException if any value is out of range or an empty list; it names all of them
   */
  static void check(Class<? extends Record> record, @Nullable Object... values) {
    RecordComponent[] components = record.getRecordComponents();
    List<ConfigProblem> problems = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      Key key = components[i].getAnnotation(Key.class);
      if (key != null) {
        Object value = values[i];
        if (value == null && !key.defaultValue().equals("null")) {
          throw new NullPointerException(record.getSimpleName() + "." + components[i].getName());
        }
        problems.addAll(problems("/" + components[i].getName(), key, value));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(record.getSimpleName(), problems);
    }
  }

  private static List<ConfigProblem> problems(String pointer, Key key, @Nullable Object value) {
    if (value instanceof List<?> list) {
      return listProblems(pointer, key, list);
    }
    String expected = expected(key, value);
    return expected.isEmpty()
        ? List.of()
        : List.of(outOfRange(pointer, expected, Objects.toString(value)));
  }

  private static List<ConfigProblem> listProblems(String pointer, Key key, List<?> list) {
    if (list.isEmpty()) {
      return List.of(emptyList(pointer));
    }
    List<ConfigProblem> problems = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      problems.addAll(problems(pointer + "/" + i, key, list.get(i)));
    }
    return problems;
  }

  /** What {@code key} expects instead of {@code value}; empty if it is content. */
  private static String expected(Key key, @Nullable Object value) {
    Range range = Range.of(key);
    if (value instanceof Number number && !range.contains(number.doubleValue())) {
      boolean whole = number instanceof Integer || number instanceof Long;
      return range.describe(whole ? "a whole number" : "a finite number");
    }
    boolean misformed = value instanceof String text && !text.matches(key.pattern());
    return misformed ? key.form() : "";
  }

  /** A value of the right type that is not allowed. */
  static ConfigProblem outOfRange(String pointer, String expected, String received) {
    return new ConfigProblem(pointer, expected, received, "Choose such a value.");
  }

  /** A list without elements. */
  static ConfigProblem emptyList(String pointer) {
    return new ConfigProblem(pointer, "at least one element", "[]", "Add an element.");
  }
}
