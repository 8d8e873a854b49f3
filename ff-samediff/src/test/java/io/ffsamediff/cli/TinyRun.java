package io.ffsamediff.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A data set of two classes of 4 x 4 pixels, and a configuration that learns it in a moment. */
final class TinyRun {

  private TinyRun() {}

  /** Writes {@code data/tiny/} and {@code tiny.json} to {@code folder}. */
  static void write(Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/tiny"));
    Files.writeString(data.resolve("dataset.json"), "{\"classes\": 2}");
    writeSplit(data, "train", 40);
    writeSplit(data, "t10k", 20);
    Files.writeString(
        folder.resolve("tiny.json"),
        """
        {"name": "tiny", "data": {"name": "tiny"},
         "network": {"type": "forward-forward", "layers": [{"units": 8}, {"units": 6}]},
         "training": {"type": "layerwise", "epochs": 4, "layerEpochs": 3, "batchSize": 10},
         "evaluation": {"every": 2}}
        """);
  }

  /** Has the configuration put labels beside the images, which nothing warns of. */
  static void keepInk(Path folder) throws IOException {
    Path config = folder.resolve("tiny.json");
    String json = Files.readString(config);
    Files.writeString(
        config, json.replace("\"training\":", "\"labels\": {\"type\": \"append\"}, \"training\":"));
  }

  /** Class 0 is bright in the upper half, class 1 in the lower. */
  private static void writeSplit(Path folder, String split, int examples) throws IOException {
    SplittableRandom random = new SplittableRandom(examples);
    ByteBuffer images = ByteBuffer.allocate(16 + examples * 16);
    ByteBuffer labels = ByteBuffer.allocate(8 + examples);
    images.putInt(0x803).putInt(examples).putInt(4).putInt(4);
    labels.putInt(0x801).putInt(examples);
    for (int i = 0; i < examples; i++) {
      labels.put((byte) (i % 2));
      for (int pixel = 0; pixel < 16; pixel++) {
        boolean bright = pixel / 8 == i % 2;
        images.put((byte) (random.nextInt(60) + (bright ? 190 : 0)));
      }
    }
    Files.write(folder.resolve(split + "-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(split + "-labels-idx1-ubyte"), labels.array());
  }
}
