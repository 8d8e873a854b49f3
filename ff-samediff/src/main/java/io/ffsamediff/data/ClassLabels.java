package io.ffsamediff.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The classes of a table and how its label column writes them: as numbers, or by name. */
public final class ClassLabels {

  /** What {@link #of} gives for a text that is no label. */
  public static final int UNKNOWN = -1;

  private static final int LISTED = 12;

  private final int count;
  private final List<String> names;
  private final Map<String, Integer> byName = new HashMap<>();

  private ClassLabels(int count, List<String> names) {
    this.count = count;
    this.names = List.copyOf(names);
    names.forEach(name -> byName.put(name, byName.size()));
  }

  /** The labels 0 to {@code count - 1}. */
  public static ClassLabels numbered(int count) {
    return new ClassLabels(count, List.of());
  }

  /** A name for each class, the first for class 0; all different. */
  public static ClassLabels named(List<String> names) {
    return new ClassLabels(names.size(), names);
  }

  /** Number of classes C. */
  public int count() {
    return count;
  }

  /** The names, none where labels are numbers. */
  public List<String> names() {
    return names;
  }

  /** The class that {@code text} tells, from 0 to C - 1, or {@link #UNKNOWN}. */
  public int of(String text) {
    return names.isEmpty() ? numbered(text) : byName.getOrDefault(text, UNKNOWN);
  }

  /** A whole number, also as programs write it that know no others: {@code 2.0}. */
  private int numbered(String text) {
    if (!CsvNumber.isNumber(text)) {
      return UNKNOWN;
    }
    float number = Float.parseFloat(text);
    return number >= 0 && number < count && number == (int) number ? (int) number : UNKNOWN;
  }

  /** What a label may be, for messages. */
  public String description() {
    if (names.isEmpty()) {
      return "a whole number from 0 to " + (count - 1);
    }
    String listed = String.join(", ", names.subList(0, Math.min(LISTED, count)));
    return "one of " + listed + (count > LISTED ? " and %d more".formatted(count - LISTED) : "");
  }
}
