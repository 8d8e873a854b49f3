package io.ffsamediff.examples;

import io.ffsamediff.data.DataException;
import io.ffsamediff.data.IdxImages;
import io.ffsamediff.data.IdxLabels;
import io.ffsamediff.data.IdxReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the bundled subset {@code mnist-subset} from the four IDX files of MNIST: the first
 * examples of each split, packed. Java's gzip header has no time and no name, so the same input
 * gives the same files.
 */
public final class MnistSubsetMaker {

  private static final int TRAIN_EXAMPLES = 10_000;
  private static final int TEST_EXAMPLES = 2_000;
  private static final int UNSIGNED_BYTE = 0x08 << 8;

  private MnistSubsetMaker() {}

  /**
   * Makes the subset.
   *
   * @param args folder with the files of MNIST, not packed, and folder for the subset
   * @throws IOException if the subset cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: MnistSubsetMaker MNIST_FOLDER TARGET_FOLDER");
    }
    make(Path.of(args[0]), Path.of(args[1]), TRAIN_EXAMPLES, TEST_EXAMPLES);
  }

  /** Writes the first examples of each split in {@code source} to {@code target}. */
  static void make(Path source, Path target, int trainExamples, int testExamples)
      throws IOException {
    Files.createDirectories(target);
    makeSplit("train", trainExamples, source, target);
    makeSplit("t10k", testExamples, source, target);
  }

  private static void makeSplit(String split, int count, Path source, Path target)
      throws IOException {
    String imageFile = split + "-images-idx3-ubyte";
    String labelFile = split + "-labels-idx1-ubyte";
    IdxImages images = IdxReader.images(source.resolve(imageFile));
    IdxLabels labels = IdxReader.labels(source.resolve(labelFile));
    if (images.count() < count || labels.count() < count) {
      throw new DataException(
          "%s: expected at least %d examples, received %d images and %d labels. Give the whole MNIST."
              .formatted(source, count, images.count(), labels.count()));
    }
    write(
        target.resolve(imageFile + ".gz"),
        images.pixels_ND(),
        count,
        images.height(),
        images.width());
    write(target.resolve(labelFile + ".gz"), labels.labels_N(), count);
  }

  /** Writes the first bytes of {@code bytes} as an IDX file with the dimensions {@code sizes}. */
  private static void write(Path file, byte[] bytes, int... sizes) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (DataOutputStream idx = new DataOutputStream(smallest(Files.newOutputStream(part)))) {
      idx.writeInt(UNSIGNED_BYTE | sizes.length);
      int length = 1;
      for (int size : sizes) {
        idx.writeInt(size);
        length *= size;
      }
      idx.write(bytes, 0, length);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static GZIPOutputStream smallest(OutputStream file) throws IOException {
    return new GZIPOutputStream(file) {
      {
        def.setLevel(Deflater.BEST_COMPRESSION);
      }
    };
  }
}
