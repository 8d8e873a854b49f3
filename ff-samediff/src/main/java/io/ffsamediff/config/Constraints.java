package io.ffsamediff.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the values of a configuration record against the ranges of its {@link Key}s. */
final class Constraints {

  private Constraints() {}

  /**
   * Refuses values out of range, so that a record built by hand is as sound as one that was read.
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
        problems.addAll(problems("/" + components[i].getName(), key, values[i]));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(record.getSimpleName(), problems);
    }
  }

  /**
   * What is wrong with {@code value} at {@code pointer}; elements of a list are checked one by one.
   */
  static List<ConfigProblem> problems(String pointer, Key key, @Nullable Object value) {
    List<ConfigProblem> problems = new ArrayList<>();
    if (value instanceof Number number && !inRange(key, number.doubleValue())) {
      problems.add(
          new ConfigProblem(
              pointer, range(key), value.toString(), "Choose a value in this range."));
    } else if (value instanceof List<?> list) {
      if (list.isEmpty()) {
        problems.add(new ConfigProblem(pointer, "at least one element", "[]", "Add an element."));
      }
      for (int i = 0; i < list.size(); i++) {
        problems.addAll(problems(pointer + "/" + i, key, list.get(i)));
      }
    }
    return problems;
  }

  private static boolean inRange(Key key, double value) {
    return Double.isFinite(value)
        && (key.aboveMin() ? value > key.min() : value >= key.min())
        && value <= key.max();
  }

  /** The range of {@code key} in words. */
  static String range(Key key) {
    boolean below = key.min() != Double.NEGATIVE_INFINITY;
    boolean above = key.max() != Double.POSITIVE_INFINITY;
    String from = (key.aboveMin() ? "above " : "at least ") + plain(key.min());
    String to = "at most " + plain(key.max());
    if (below && above) {
      return "a number " + from + " and " + to;
    }
    return below ? "a number " + from : above ? "a number " + to : "a finite number";
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
