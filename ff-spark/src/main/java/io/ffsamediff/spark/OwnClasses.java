package io.ffsamediff.spark;

import io.ffsamediff.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The number of classes of a data set, by the {@code dataset.json} beside its files. */
final class OwnClasses {

  /** Of MNIST, and of the data sets that were made in its form. */
  private static final int USUAL = 10;

  private static final String IDX = "idx";

  private OwnClasses() {}

  /**
   * The classes of the data set in a folder; ten where nothing describes it.
   *
   * @throws DataException if the description cannot be read, or is of another format than IDX
   */
  static int in(String folder) {
    Path file = new Path(folder, "dataset.json");
    try {
      FileSystem files = file.getFileSystem(HadoopSettings.get());
      if (!files.exists(file)) {
        return USUAL;
      }
      try (InputStream stream = files.open(file)) {
        return classes(file, JsonMapper.shared().readTree(stream));
      }
    } catch (IOException | JacksonException e) {
      throw new DataException(
          "%s: expected a description that can be read, received %s. Mend the file."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static int classes(Path file, JsonNode description) {
    String format = description.path("format").asString(IDX);
    if (!format.equals(IDX)) {
      throw new DataException(
          "%s: expected the format idx on a cluster, received %s. Train it without --cluster."
              .formatted(file, format));
    }
    JsonNode classes = description.path("classes");
    int count = classes.isArray() ? classes.size() : classes.asInt(0);
    if (count < 2) {
      throw new DataException(
          "%s: expected classes, a number from 2 on or as many names, received %s. See docs/data.md."
              .formatted(file, classes));
    }
    return count;
  }
}
