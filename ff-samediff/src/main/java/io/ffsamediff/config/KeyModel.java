package io.ffsamediff.config;

import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One key of an object.
 *
 * @param component the record component it becomes
 * @param key its description, default and range
 * @param shape what may stand there
 */
record KeyModel(RecordComponent component, Key key, Shape shape) {

  String name() {
    return component.getName();
  }

  /** Whether the key must be given. */
  boolean required() {
    return key.defaultValue().isEmpty();
  }

  /** Whether the key may be absent or null without a default. */
  boolean nullable() {
    return key.defaultValue().equals("null");
  }

  /** A fresh copy of the default, where there is one. */
  Optional<JsonNode> defaultNode() {
    return required() || nullable()
        ? Optional.empty()
        : Optional.of(StrictJson.parse("default of " + name(), key.defaultValue()));
  }

  /** This key's value in {@code record}. */
  @Nullable Object valueIn(Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + component, e);
    }
  }
}
