package io.ffsamediff.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A data set named {@code tiny}: noisy images of 8 x 8 pixels whose bright quarter is the class.
 */
public final class TinyData {

  private static final int SIDE = 8;
  private static final int CLASSES = 4;
  private static final int NOISE = 200;
  private static final int BRIGHT = 55;

  private TinyData() {}

  /** Writes {@code tiny/} into {@code folder}, which is then a {@code --data-dir}. */
  public static void write(Path folder) throws IOException {
    Path data = Files.createDirectories(folder.resolve("tiny"));
    Files.writeString(data.resolve("dataset.json"), "{\"classes\": " + CLASSES + "}");
    writeSplit(data, "train", 160);
    writeSplit(data, "t10k", 40);
  }

  private static void writeSplit(Path folder, String split, int examples) throws IOException {
    SplittableRandom random = new SplittableRandom(examples);
    ByteBuffer images = ByteBuffer.allocate(16 + examples * SIDE * SIDE);
    ByteBuffer labels = ByteBuffer.allocate(8 + examples);
    images.putInt(0x803).putInt(examples).putInt(SIDE).putInt(SIDE);
    labels.putInt(0x801).putInt(examples);
    for (int i = 0; i < examples; i++) {
      int label = i % CLASSES;
      labels.put((byte) label);
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        int quarter = pixel / SIDE / 4 * 2 + pixel % SIDE / 4;
        images.put((byte) (random.nextInt(NOISE) + (quarter == label ? BRIGHT : 0)));
      }
    }
    Files.write(folder.resolve(split + "-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(split + "-labels-idx1-ubyte"), labels.array());
  }
}
