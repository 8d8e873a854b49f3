package io.ffsamediff.spark;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A small data set in MNIST's form: bright bands at a height that tells the class. */
final class TinyIdx {

  static final int SIDE = 10;
  static final int CLASSES = 10;

  private TinyIdx() {}

  /** Writes {@code examples} to learn from and as many to be judged by into {@code folder}. */
  static void write(Path folder, int examples) throws IOException {
    Files.createDirectories(folder);
    write(folder, "train", examples, 1);
    write(folder, "t10k", examples, 2);
  }

  private static void write(Path folder, String split, int examples, int seed) throws IOException {
    Random random = new Random(seed);
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(images);
        DataOutputStream names = new DataOutputStream(labels)) {
      out.writeInt(0x803);
      out.writeInt(examples);
      out.writeInt(SIDE);
      out.writeInt(SIDE);
      names.writeInt(0x801);
      names.writeInt(examples);
      for (int i = 0; i < examples; i++) {
        int label = random.nextInt(CLASSES);
        names.writeByte(label);
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
          boolean band = pixel / SIDE == label;
          out.writeByte(pixel < CLASSES ? 0 : random.nextInt(band ? 256 : 60));
        }
      }
    }
    Files.write(folder.resolve(split + "-images-idx3-ubyte"), images.toByteArray());
    Files.write(folder.resolve(split + "-labels-idx1-ubyte"), labels.toByteArray());
  }
}
