package io.ffsamediff.bench;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.LabelEncoder;
import io.ffsamediff.run.AtomicFiles;
import io.ffsamediff.train.TrainingMemory;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/*
 * What a step costs does not depend on what is on the images.
 */
/**
 * A data set of random grey images as IDX files, for a cluster to read.
 *
 * @param height rows of an image
 * @param width columns of an image
 * @param classes number of classes
 */
public record SyntheticImages(int height, int width, int classes) {

  private static final int IMAGES_MAGIC = 0x0803;
  private static final int LABELS_MAGIC = 0x0801;
  private static final int GREY = 1;
  private static final int BYTE = 256;

  /** Images with as many inputs as the examples of {@code data}. */
  public static SyntheticImages like(Dataset data) {
    boolean grey = !data.isTable() && data.shape().channels() == GREY;
    return grey
        ? new SyntheticImages(data.height(), data.width(), data.classes())
        : new SyntheticImages(1, data.inputs(), data.classes());
  }

  /** Width of an encoded image. */
  int inputs(RunConfig config) {
    return LabelEncoder.of(config, height * width, classes).inputs();
  }

  /** What an image, its negative and their activations take where {@code config} trains. */
  TrainingMemory memory(RunConfig config) {
    return TrainingMemory.ofShare(config, inputs(config), 1);
  }

  /**
   * Writes the data set.
   *
   * @param folder a folder for it, made here
   * @param examples examples to learn from
   * @throws io.ffsamediff.run.RunFolderException if it cannot be written
   */
  void write(Path folder, int examples) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("dataset.json"), "{\"classes\": %d}".formatted(classes));
      write(folder, "train", examples);
      write(folder, "t10k", classes);
    } catch (IOException e) {
      throw AtomicFiles.cannotWrite(folder, e);
    }
  }

  private void write(Path folder, String part, int count) throws IOException {
    SplittableRandom random = new SplittableRandom(count);
    try (DataOutputStream out = open(folder.resolve(part + "-images-idx3-ubyte"))) {
      out.writeInt(IMAGES_MAGIC);
      out.writeInt(count);
      out.writeInt(height);
      out.writeInt(width);
      byte[] image = new byte[height * width];
      for (int i = 0; i < count; i++) {
        random.nextBytes(image);
        out.write(image);
      }
    }
    try (DataOutputStream out = open(folder.resolve(part + "-labels-idx1-ubyte"))) {
      out.writeInt(LABELS_MAGIC);
      out.writeInt(count);
      for (int i = 0; i < count; i++) {
        out.writeByte(i % Math.min(classes, BYTE));
      }
    }
  }

  private static DataOutputStream open(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  /** As in {@code 28 x 28}. */
  @Override
  public String toString() {
    return height + " x " + width;
  }
}
