package io.ffsamediff.spark;

import io.ffsamediff.data.DescribedData;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The {@code dataset.json} beside the files of a data set, as tasks carry it.
 *
 * @param file its address
 * @param json what it holds
 */
record DescriptionText(String file, String json) implements Serializable {

  private static final int MOST_BYTES = 1 << 20;

  /**
   * That in a folder, where there is one.
   *
   * @throws io.ffsamediff.data.DataException if it cannot be read
   */
  static Optional<DescriptionText> in(String folder) {
    Path file = new Path(folder, "dataset.json");
    try {
      if (!HadoopFiles.of(file).exists(file)) {
        return Optional.empty();
      }
      try (InputStream stream = HadoopFiles.open(file.toString())) {
        // One more than are allowed, so that who parses them sees that they are too many.
        byte[] json = stream.readNBytes(MOST_BYTES + 1);
        return Optional.of(
            new DescriptionText(file.toString(), new String(json, StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      throw HadoopFiles.unreadable(file.toString(), e);
    }
  }

  /**
   * What it tells.
   *
   * @throws io.ffsamediff.data.DataException if it is wrong, or tells of what clusters do not read
   */
  DescribedData parse() {
    return DescribedData.parse(file, json.getBytes(StandardCharsets.UTF_8));
  }
}
