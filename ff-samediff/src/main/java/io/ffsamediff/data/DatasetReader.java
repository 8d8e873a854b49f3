package io.ffsamediff.data;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Reads the files of one data set from one source and checks every one of them. */
final class DatasetReader {

  private final CatalogEntry entry;
  private final DataSource source;

  DatasetReader(CatalogEntry entry, DataSource source) {
    this.entry = entry;
    this.source = source;
  }

  /**
   * Both splits.
   *
   * @throws DataException if a file is damaged, is another one than pinned, or does not fit the
   *     rest
   */
  TrainTest read() {
    DataFiles files = entry.files();
    Dataset train = split(Dataset.Split.TRAIN, files.trainImages(), files.trainLabels());
    Dataset test = split(Dataset.Split.TEST, files.testImages(), files.testLabels());
    if (train.height() != test.height() || train.width() != test.width()) {
      throw new DataException(
          "%s: expected test images of %d x %d as in training, received %d x %d. Use files that belong together."
              .formatted(
                  source.where(files.testImages()),
                  train.height(),
                  train.width(),
                  test.height(),
                  test.width()));
    }
    return new TrainTest(train, test);
  }

  /**
   * Reads and checks one file of {@code entry} for its own sake.
   *
   * @param path where it is, packed or not
   * @param advice what the user does if it is damaged
   * @throws DataException if it is damaged or another one than pinned
   */
  static void verify(CatalogEntry entry, DataFile file, Path path, String advice) {
    String received =
        advised(
            () ->
                entry.files().isImages(file)
                    ? IdxReader.images(path).sha256()
                    : IdxReader.labels(path).sha256(),
            advice);
    check(entry, file, path.toString(), received, advice);
  }

  private Dataset split(Dataset.Split split, DataFile imageFile, DataFile labelFile) {
    IdxImages images = images(imageFile);
    IdxLabels labels = labels(labelFile);
    return new Dataset(
        entry.name(),
        split,
        images.height(),
        images.width(),
        entry.classes(),
        images.pixels_ND(),
        labels.labels_N(),
        List.of(
            new Provenance(imageFile.name(), source.where(imageFile), images.sha256()),
            new Provenance(labelFile.name(), source.where(labelFile), labels.sha256())));
  }

  private IdxImages images(DataFile file) {
    IdxImages images = advised(() -> source.images(file), source.advice());
    check(entry, file, source.where(file), images.sha256(), source.advice());
    return images;
  }

  private IdxLabels labels(DataFile file) {
    IdxLabels labels = advised(() -> source.labels(file), source.advice());
    check(entry, file, source.where(file), labels.sha256(), source.advice());
    return labels;
  }

  private static <T> T advised(Supplier<T> reading, String advice) {
    try {
      return reading.get();
    } catch (DataException e) {
      throw new DataException(e.getMessage() + " " + advice, e);
    }
  }

  private static void check(
      CatalogEntry entry, DataFile file, String where, String received, String advice) {
    String pinned = file.sha256();
    if (pinned != null && !pinned.equals(received)) {
      throw new DataException(
          "%s: expected SHA-256 %s of the unpacked bytes, received %s. The file is damaged or not the one of %s. %s"
              .formatted(where, pinned, received, entry.name(), advice));
    }
  }
}
