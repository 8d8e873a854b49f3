package io.ffsamediff.report;

import io.ffsamediff.config.Shown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The keys in which configurations differ, named as {@code --set} names them. A list of plain
 * values is one value.
 *
 * @param differences one a key, in the order of the configurations
 * @param equal keys in which they do not differ
 */
record ConfigDifferences(List<Difference> differences, int equal) {

  private static final int LONGEST = 60;

  /** Of what values have in common, as much is shown before that in which they differ. */
  private static final int CONTEXT = 10;

  /**
   * A key and its value in each configuration.
   *
   * @param key the key
   * @param values the values; null where a configuration does not have the key
   */
  record Difference(String key, List<@Nullable JsonNode> values) {

    /** The values as text, a dash where there is none; what differs is in what is shown. */
    List<String> texts() {
      List<String> full = new ArrayList<>();
      values.forEach(value -> full.add(text(value)));
      int skipped = Math.max(0, same(full) - CONTEXT);
      boolean allFit = full.stream().allMatch(text -> text.length() <= LONGEST);
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < full.size(); i++) {
        String text = full.get(i);
        boolean isCut = !allFit && skipped > 0 && values.get(i) != null;
        texts.add(Shown.of(isCut ? "\u2026" + text.substring(skipped) : text, LONGEST));
      }
      return texts;
    }

    /** Whether the value of configuration {@code one} is that of {@code other}. */
    boolean isSame(int one, int other) {
      return Objects.equals(values.get(one), values.get(other));
    }

    /** Characters that all values begin with. */
    private int same(List<String> full) {
      String first = full.get(0);
      int same = first.length();
      for (int i = 0; i < full.size(); i++) {
        if (values.get(i) != null) {
          same = Math.min(same, common(first, full.get(i)));
        }
      }
      return same;
    }

    private static int common(String one, String other) {
      int length = Math.min(one.length(), other.length());
      int same = 0;
      while (same < length && one.charAt(same) == other.charAt(same)) {
        same++;
      }
      return same;
    }

    /** The key as text. */
    String shownKey() {
      return Shown.of(key, LONGEST);
    }

    private static String text(@Nullable JsonNode value) {
      if (value == null) {
        return "\u2013";
      }
      return value.isString() ? value.asString() : value.toString();
    }
  }

  /** Compares configurations. */
  static ConfigDifferences of(List<JsonNode> configs) {
    List<Map<String, JsonNode>> flat = new ArrayList<>();
    // Keys that stand beside each other stay together, whichever configuration has them.
    Map<String, Set<String>> siblings = new LinkedHashMap<>();
    for (JsonNode config : configs) {
      Map<String, JsonNode> values = new LinkedHashMap<>();
      flatten("", config, values);
      flat.add(values);
      for (String key : values.keySet()) {
        siblings.computeIfAbsent(parent(key), unseen -> new LinkedHashSet<>()).add(key);
      }
    }
    List<String> keys = siblings.values().stream().flatMap(Set::stream).toList();
    List<Difference> differences = new ArrayList<>();
    for (String key : keys) {
      List<@Nullable JsonNode> values = new ArrayList<>();
      flat.forEach(each -> values.add(each.get(key)));
      if (new HashSet<>(values).size() > 1) {
        differences.add(new Difference(key, values));
      }
    }
    return new ConfigDifferences(differences, keys.size() - differences.size());
  }

  private static void flatten(String prefix, JsonNode node, Map<String, JsonNode> values) {
    if (node.isObject()) {
      node.propertyStream()
          .forEach(entry -> flatten(join(prefix, entry.getKey()), entry.getValue(), values));
    } else if (node.isArray() && node.valueStream().anyMatch(JsonNode::isObject)) {
      for (int i = 0; i < node.size(); i++) {
        flatten(join(prefix, Integer.toString(i)), node.get(i), values);
      }
    } else {
      values.put(prefix, node);
    }
  }

  private static String parent(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('.')));
  }

  private static String join(String prefix, String key) {
    return prefix.isEmpty() ? key : prefix + "." + key;
  }
}
