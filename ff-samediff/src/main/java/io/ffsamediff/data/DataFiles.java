package io.ffsamediff.data;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The four IDX files of a data set.
 *
 * @param trainImages images to learn from
 * @param trainLabels their labels
 * @param testImages images to be judged by
 * @param testLabels their labels
 */
public record DataFiles(
    DataFile trainImages, DataFile trainLabels, DataFile testImages, DataFile testLabels) {

  /** The names that MNIST and its kin use, with the checksum that {@code sha256} has for a name. */
  static DataFiles named(Function<String, @Nullable String> sha256) {
    Function<String, DataFile> file = name -> new DataFile(name, sha256.apply(name));
    return new DataFiles(
        file.apply("train-images-idx3-ubyte"),
        file.apply("train-labels-idx1-ubyte"),
        file.apply("t10k-images-idx3-ubyte"),
        file.apply("t10k-labels-idx1-ubyte"));
  }

  /** With the checksums in the order of the components. */
  static DataFiles pinned(
      String trainImages, String trainLabels, String testImages, String testLabels) {
    return new DataFiles(
        new DataFile("train-images-idx3-ubyte", trainImages),
        new DataFile("train-labels-idx1-ubyte", trainLabels),
        new DataFile("t10k-images-idx3-ubyte", testImages),
        new DataFile("t10k-labels-idx1-ubyte", testLabels));
  }

  /** All four, in the order of the components. */
  public List<DataFile> all() {
    return List.of(trainImages, trainLabels, testImages, testLabels);
  }

  /** Whether {@code file}, one of the four, holds images. */
  boolean isImages(DataFile file) {
    return file.equals(trainImages) || file.equals(testImages);
  }
}
