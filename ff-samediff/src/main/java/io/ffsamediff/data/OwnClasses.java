package io.ffsamediff.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The {@code classes} of a {@code dataset.json}: their number, or a list of their names. */
final class OwnClasses {

  private static final int MOST = 256;

  private OwnClasses() {}

  /**
   * The classes.
   *
   * @throws DataException if they are neither a number nor a list of names, or too few or too many
   */
  static ClassLabels of(Description description) {
    JsonNode classes = description.value("classes");
    if (!classes.isArray()) {
      if (classes.isInt() && classes.intValue() >= 2 && classes.intValue() <= MOST) {
        return ClassLabels.numbered(classes.intValue());
      }
      throw description.problem(
          "/classes",
          "a whole number from 2 to 256, or a list of as many names",
          Description.shown(classes));
    }
    if (classes.size() < 2 || classes.size() > MOST) {
      throw description.problem("/classes", "2 to 256 names", "a list of " + classes.size());
    }
    return ClassLabels.named(names(description, classes));
  }

  private static List<String> names(Description description, JsonNode classes) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < classes.size(); i++) {
      JsonNode name = classes.path(i);
      if (!name.isString()
          || name.stringValue().isBlank()
          || name.stringValue().chars().anyMatch(Character::isISOControl)
          || !taken.add(name.stringValue().strip())) {
        throw description.problem(
            "/classes/" + i, "the name of a class, each once", Description.shown(name));
      }
      names.add(name.stringValue().strip());
    }
    return names;
  }
}
