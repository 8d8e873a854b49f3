package io.ffsamediff.run;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code model.json}: all that a later process needs to predict.
 *
 * @param formatVersion version of this file, {@link #VERSION}
 * @param ff version of the engine that wrote it
 * @param inputs width of an encoded example: the first layer's input
 * @param height rows of an image
 * @param width columns of an image
 * @param classes number of classes
 * @param config the resolved configuration of the run
 * @param layers the layers' files, first to last
 * @param head the softmax head's file; null without a head
 */
public record ModelDescription(
    int formatVersion,
    String ff,
    int inputs,
    int height,
    int width,
    int classes,
    JsonNode config,
    List<PartFile> layers,
    @Nullable PartFile head) {

  /** Version that is written, and the newest that is read. */
  public static final int VERSION = 1;

  /** Nothing but the head may be absent. */
  public ModelDescription {
    Objects.requireNonNull(ff, "ff");
    Objects.requireNonNull(config, "config");
    layers = List.copyOf(layers);
  }

  /**
   * A file of a layer or of the head in {@code model/}.
   *
   * @param file its name
   * @param length its length in bytes
   * @param sha256 its SHA-256, lower-case hex
   */
  public record PartFile(String file, long length, String sha256) {

    /** Nothing may be absent. */
    public PartFile {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(sha256, "sha256");
    }
  }

  /** The configuration as JSON text. */
  public String configJson() {
    return RunJson.PRETTY.writeValueAsString(config);
  }
}
