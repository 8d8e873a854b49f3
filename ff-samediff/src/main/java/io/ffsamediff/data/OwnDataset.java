package io.ffsamediff.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The user's own data set in {@code <data folder>/<name>/}, described by the {@code dataset.json}
 * there. Images are four IDX files with the names that MNIST uses, packed or not:
 *
 * <pre>{"classes": 3, "description": "...", "licence": "...",
 * "sha256": {"train-images-idx3-ubyte": "..."}}</pre>
 *
 * <p>{@code classes} is a whole number from 2 to 256 or a list of as many names, and has to be
 * there. Files named in {@code sha256} are checked against it. {@link OwnTable} has the keys of a
 * table, {@link OwnPictures} those of folders of pictures.
 */
final class OwnDataset {

  private static final String FILE = "dataset.json";
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
  private static final String IDX = "idx";
  private static final String TABLE = "csv";
  private static final String PICTURES = "pictures";
  private static final String PARQUET = "parquet";
  private static final List<String> KEYS =
      List.of("format", "classes", "description", "licence", "sha256");

  private OwnDataset() {}

  /**
   * The data set {@code name} in {@code dataFolder}, if it is described there.
   *
   * @throws DataException if its description cannot be used
   */
  static Optional<CatalogEntry> find(Path dataFolder, String name) {
    if (!name.matches(NAME)) {
      return Optional.empty();
    }
    Path file = dataFolder.resolve(name).resolve(FILE);
    return Files.exists(file)
        ? Optional.of(entry(dataFolder.resolve(name), name, Description.read(file)))
        : Optional.empty();
  }

  /** Names of the data sets that are described in {@code dataFolder}, which may be absent. */
  static List<String> names(Path dataFolder) {
    if (!Files.isDirectory(dataFolder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(dataFolder)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve(FILE)))
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.matches(NAME))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a readable folder, received an error (%s). Check its permissions."
              .formatted(dataFolder, e),
          e);
    }
  }

  private static CatalogEntry entry(Path folder, String name, Description description) {
    String format = format(description);
    DataFiles files;
    ClassLabels classes;
    if (format.equals(TABLE)) {
      DataFiles.Table table = new OwnTable(description, folder).files();
      files = table;
      classes = table.format().classes();
    } else if (format.equals(PICTURES)) {
      DataFiles.Pictures pictures = new OwnPictures(description, folder).files();
      files = pictures;
      classes = pictures.classes();
    } else {
      description.requireKeys(KEYS);
      files = images(description);
      classes = OwnClasses.of(description);
    }
    return new CatalogEntry(
        name,
        description.text("description", "Your own data set"),
        description.text("licence", "not told"),
        classes,
        files,
        new DataOrigin.OwnFolder(folder));
  }

  /**
   * What {@code description} tells to a cluster.
   *
   * @throws DataException if it is wrong, or tells of what clusters do not read
   */
  static DescribedData described(Description description) {
    String format = description.text("format", IDX);
    return switch (format) {
      case IDX -> {
        description.requireKeys(KEYS);
        yield new DescribedData.Idx(
            OwnClasses.of(description), description.checksums(imageFiles()));
      }
      case TABLE -> {
        DataFiles.Table table = new OwnTable(description, null).files();
        String train = table.trainFile().name();
        String test = table.testFile().name();
        yield new DescribedData.Csv(
            train, test, table.format(), description.checksums(List.of(train, test)));
      }
      case PARQUET -> new OwnTable(description, null).parquet();
      case PICTURES ->
          throw new DataException(
              "%s: /format: expected \"idx\", \"csv\" or \"parquet\" on a cluster, received \"pictures\". Train on it without --cluster."
                  .formatted(description.file()));
      default ->
          throw description.problem(
              "/format",
              "\"idx\", \"csv\" or \"parquet\"",
              Description.shown(description.value("format")));
    };
  }

  private static String format(Description description) {
    String format = description.text("format", IDX);
    if (format.equals(PARQUET)) {
      throw new DataException(
          "%s: /format: expected \"idx\", \"csv\" or \"pictures\" in one process, received \"parquet\". Train on it with --cluster, which reads Parquet; for evaluate and predict write the same columns to a CSV file."
              .formatted(description.file()));
    }
    if (!List.of(IDX, TABLE, PICTURES).contains(format)) {
      throw description.problem(
          "/format",
          "\"idx\", \"csv\" or \"pictures\"",
          Description.shown(description.value("format")));
    }
    return format;
  }

  private static DataFiles images(Description description) {
    Map<String, String> checksums = description.checksums(imageFiles());
    return DataFiles.Images.named(checksums::get);
  }

  private static List<String> imageFiles() {
    return DataFiles.Images.named(name -> null).all().stream().map(DataFile::name).toList();
  }
}
