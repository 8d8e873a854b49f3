package io.ffsamediff.report;

import io.ffsamediff.config.Shown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  /**
   * A key and its value in each configuration.
   *
   * @param key the key
   * @param values the values; null where a configuration does not have the key
   */
  record Difference(String key, List<@Nullable JsonNode> values) {

    /** The values as text; a dash where there is none. */
    List<String> texts() {
      List<String> texts = new ArrayList<>();
      for (JsonNode value : values) {
        texts.add(text(value));
      }
      return texts;
    }

    /** The key as text. */
    String shownKey() {
      return Shown.of(key, LONGEST);
    }

    private static String text(@Nullable JsonNode value) {
      if (value == null) {
        return "\u2013";
      }
      return Shown.of(value.isString() ? value.asString() : value.toString(), LONGEST);
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
