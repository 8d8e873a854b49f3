package io.ffsamediff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** A table of three classes in CSV files, and a configuration that learns it in a moment. */
final class TinyTable {

  private TinyTable() {}

  /** Writes {@code data/table/} and {@code tiny.json} to {@code folder}. */
  static void write(Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/table"));
    Files.writeString(
        data.resolve("dataset.json"),
        """
        {"format": "csv", "classes": ["low", "middle", "high"], "train": "train.csv",
         "test": "test.csv", "label": "kind", "ignore": ["id"]}
        """);
    Files.writeString(data.resolve("train.csv"), split(90, 1));
    Files.writeString(data.resolve("test.csv"), split(45, 2));
    Files.writeString(
        folder.resolve("tiny.json"),
        """
        {"name": "tiny", "data": {"name": "table"},
         "network": {"type": "forward-forward", "inputNormalization": "rms",
           "layers": [{"units": 30}, {"units": 20}]},
         "labels": {"type": "append", "strength": 1},
         "training": {"type": "interleaved", "epochs": 40, "batchSize": 10,
           "optimizer": {"type": "adam", "learningRate": 0.01},
           "schedule": {"type": "constant"}},
         "evaluation": {"every": 20}}
        """);
  }

  /** Two columns of very different scale tell the class, one is noise, one always the same. */
  private static String split(int examples, long seed) {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("id,large,small,noise,same,kind\n");
    for (int i = 0; i < examples; i++) {
      int kind = i % 3;
      csv.append(
          String.format(
              Locale.ROOT,
              "row-%d,%.2f,%.6f,%.3f,7.5,%s%n",
              i,
              50_000 + 1000 * (kind + 0.3 * random.nextGaussian()),
              -0.001 * (kind * kind + 0.3 * random.nextGaussian()),
              random.nextGaussian(),
              new String[] {"low", "middle", "high"}[kind]));
    }
    return csv.toString();
  }
}
