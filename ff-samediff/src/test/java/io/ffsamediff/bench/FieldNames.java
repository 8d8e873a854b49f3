package io.ffsamediff.bench;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The names and the nesting of a JSON document, a path a line. */
final class FieldNames {

  private FieldNames() {}

  static String of(JsonNode json) {
    List<String> names = new ArrayList<>();
    collect("", json, names);
    return String.join("\n", names.stream().distinct().toList()) + "\n";
  }

  private static void collect(String path, JsonNode node, List<String> names) {
    if (path.equals("/config") || path.endsWith("/versions") || path.endsWith("/environment")) {
      names.add(path + " {}");
    } else if (node.isObject()) {
      node.properties().forEach(p -> collect(path + "/" + p.getKey(), p.getValue(), names));
    } else if (node.isArray()) {
      node.forEach(item -> collect(path + "[]", item, names));
    } else {
      names.add(path);
    }
  }
}
