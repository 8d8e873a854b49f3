package io.ffsamediff.run;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.ImageShape;
import io.ffsamediff.data.Standardization;
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
 * @param channels colour planes of an image; null for one
 * @param classes number of classes
 * @param classNames their names; null where they have none
 * @param table what else is to be known of a table, whose height is 1; null for images
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
    @Nullable Integer channels,
    int classes,
    @Nullable List<String> classNames,
    @Nullable TableInputs table,
    JsonNode config,
    List<PartFile> layers,
    @Nullable PartFile head) {

  /** Version that is written, and the newest that is read. */
  public static final int VERSION = 1;

  /** Nothing but the channels, the names of the classes, the table and the head may be absent. */
  public ModelDescription {
    Objects.requireNonNull(ff, "ff");
    Objects.requireNonNull(config, "config");
    layers = List.copyOf(layers);
    classNames = classNames == null ? null : List.copyOf(classNames);
  }

  /**
   * The inputs of a network that has learnt a table.
   *
   * @param columns names of the columns, in their order; none where they have none
   * @param standardization by what they are standardised; null where they are taken as they are
   */
  public record TableInputs(List<String> columns, @Nullable Standardization standardization) {

    /** Copies the list. */
    public TableInputs {
      columns = List.copyOf(columns);
    }

    /** What is to be known of {@code data}; null for images. */
    public static @Nullable TableInputs of(Dataset data) {
      return data.isTable()
          ? new TableInputs(data.columns(), data.standardization().orElse(null))
          : null;
    }

    /** Whether names and numbers are as many as the {@code inputs} of the table. */
    boolean fits(int inputs) {
      return (columns.isEmpty() || columns.size() == inputs)
          && (standardization == null || standardization.means().size() == inputs);
    }
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

  /** Size of an image; a table is taken for a grey image of one row. */
  public ImageShape shape() {
    return new ImageShape(channels == null ? 1 : channels, height, width);
  }

  /** A class as people call it: by its name where it has one, else by its number. */
  public String className(int label) {
    return classNames == null ? Integer.toString(label) : classNames.get(label);
  }

  /** The configuration as JSON text. */
  public String configJson() {
    return RunJson.PRETTY.writeValueAsString(config);
  }
}
