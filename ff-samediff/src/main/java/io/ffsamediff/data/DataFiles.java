package io.ffsamediff.data;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a data set. */
public sealed interface DataFiles {

  /** Those of the examples to learn from. */
  List<DataFile> train();

  /** Those of the examples to be judged by. */
  List<DataFile> test();

  /** All of them. */
  default List<DataFile> all() {
    return Stream.concat(train().stream(), test().stream()).toList();
  }

  /**
   * Reads and checks one of the files for its own sake.
   *
   * @param path where it is, packed or not
   * @return SHA-256 of its unpacked bytes, lower-case hex
   * @throws DataException if it is damaged
   */
  String sha256(DataFile file, Path path);

  /**
   * The four IDX files of a data set of images.
   *
   * @param trainImages images to learn from
   * @param trainLabels their labels
   * @param testImages images to be judged by
   * @param testLabels their labels
   */
  record Images(
      DataFile trainImages, DataFile trainLabels, DataFile testImages, DataFile testLabels)
      implements DataFiles {

    /** The names that MNIST and its kin use, with the checksum that {@code sha256} has for each. */
    static Images named(Function<String, @Nullable String> sha256) {
      Function<String, DataFile> file = name -> new DataFile(name, sha256.apply(name));
      return new Images(
          file.apply("train-images-idx3-ubyte"),
          file.apply("train-labels-idx1-ubyte"),
          file.apply("t10k-images-idx3-ubyte"),
          file.apply("t10k-labels-idx1-ubyte"));
    }

    /** With the checksums in the order of the components. */
    static Images pinned(
        String trainImages, String trainLabels, String testImages, String testLabels) {
      return new Images(
          new DataFile("train-images-idx3-ubyte", trainImages),
          new DataFile("train-labels-idx1-ubyte", trainLabels),
          new DataFile("t10k-images-idx3-ubyte", testImages),
          new DataFile("t10k-labels-idx1-ubyte", testLabels));
    }

    @Override
    public List<DataFile> train() {
      return List.of(trainImages, trainLabels);
    }

    @Override
    public List<DataFile> test() {
      return List.of(testImages, testLabels);
    }

    @Override
    public String sha256(DataFile file, Path path) {
      return file.equals(trainImages) || file.equals(testImages)
          ? IdxReader.images(path).sha256()
          : IdxReader.labels(path).sha256();
    }
  }

  /**
   * Files of CIFAR-10's binary version.
   *
   * @param train examples to learn from
   * @param testFile examples to be judged by
   */
  record Cifar(List<DataFile> train, DataFile testFile) implements DataFiles {

    /** Copies the list. */
    public Cifar {
      train = List.copyOf(train);
    }

    /** With the names as published. */
    static Cifar published() {
      return new Cifar(
          IntStream.rangeClosed(1, 5)
              .mapToObj(i -> new DataFile("data_batch_%d.bin".formatted(i), null))
              .toList(),
          new DataFile("test_batch.bin", null));
    }

    @Override
    public List<DataFile> test() {
      return List.of(testFile);
    }

    @Override
    public String sha256(DataFile file, Path path) {
      return CifarReader.read(path).sha256();
    }
  }

  /**
   * Two folders of pictures, each with a folder for each class.
   *
   * @param trainFolder examples to learn from
   * @param testFolder examples to be judged by
   * @param shape what every picture is stretched to
   * @param classes the classes, named as their folders
   */
  record Pictures(DataFile trainFolder, DataFile testFolder, ImageShape shape, ClassLabels classes)
      implements DataFiles {

    @Override
    public List<DataFile> train() {
      return List.of(trainFolder);
    }

    @Override
    public List<DataFile> test() {
      return List.of(testFolder);
    }

    @Override
    public String sha256(DataFile file, Path path) {
      return new PictureFolder(path, shape, classes).read().sha256();
    }
  }

  /**
   * The two CSV files of a table.
   *
   * @param trainFile examples to learn from
   * @param testFile examples to be judged by
   * @param format how both are written
   */
  record Table(DataFile trainFile, DataFile testFile, CsvFormat format) implements DataFiles {

    @Override
    public List<DataFile> train() {
      return List.of(trainFile);
    }

    @Override
    public List<DataFile> test() {
      return List.of(testFile);
    }

    @Override
    public String sha256(DataFile file, Path path) {
      return CsvReader.read(path, format).sha256();
    }
  }
}
