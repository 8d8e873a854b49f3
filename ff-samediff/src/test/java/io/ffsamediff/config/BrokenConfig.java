package io.ffsamediff.config;

/**
 * A mistake of a user in an otherwise sound configuration.
 *
 * @param name the kind of mistake
 * @param json the configuration
 * @param message what {@link ConfigReader} says
 * @param seenBySchema whether the JSON Schema refuses it too
 */
record BrokenConfig(String name, String json, String message, boolean seenBySchema) {

  @Override
  public String toString() {
    return name;
  }
}
