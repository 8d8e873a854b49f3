package io.ffsamediff.data;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
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
    Dataset train = split(Dataset.Split.TRAIN, entry.files().train());
    Dataset test = readTest();
    String where = source.where(entry.files().test().get(0));
    TrainTest data = new TrainTest(train, test);
    data.requireSameForm(where);
    return data;
  }

  /**
   * The test split alone.
   *
   * @throws DataException as {@link #read}
   */
  Dataset readTest() {
    return split(Dataset.Split.TEST, entry.files().test());
  }

  /**
   * Reads and checks one file of {@code entry} for its own sake.
   *
   * @param path where it is, packed or not
   * @param advice what the user does if it is damaged
   * @throws DataException if it is damaged or another one than pinned
   */
  static void verify(CatalogEntry entry, DataFile file, Path path, String advice) {
    String received = advised(() -> entry.files().sha256(file, path), advice);
    check(entry, file, path.toString(), received, advice);
  }

  private Dataset split(Dataset.Split split, List<DataFile> files) {
    return unnamed(split, files).named(entry.classes().names());
  }

  private Dataset unnamed(Dataset.Split split, List<DataFile> files) {
    if (entry.files() instanceof DataFiles.Table table) {
      return table(split, files.get(0), table.format());
    }
    if (entry.files() instanceof DataFiles.Pictures pictures) {
      return pictures(split, files.get(0), pictures);
    }
    return entry.files() instanceof DataFiles.Cifar
        ? cifar(split, files)
        : images(split, files.get(0), files.get(1));
  }

  private Dataset pictures(Dataset.Split split, DataFile folder, DataFiles.Pictures files) {
    Path path = Path.of(source.where(folder));
    PictureFolder.Pictures pictures =
        advised(
            () -> new PictureFolder(path, files.shape(), files.classes()).read(), source.advice());
    check(entry, folder, path.toString(), pictures.sha256(), source.advice());
    return new Dataset(
        entry.name(),
        split,
        files.shape(),
        files.classes().count(),
        pictures.pixels_ND(),
        pictures.labels_N(),
        List.of(provenance(folder, pictures.sha256())));
  }

  private Dataset cifar(Dataset.Split split, List<DataFile> files) {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    List<Provenance> provenance = new ArrayList<>();
    for (DataFile file : files) {
      CifarBatch batch = advised(() -> source.cifar(file), source.advice());
      check(entry, file, source.where(file), batch.sha256(), source.advice());
      pixels.writeBytes(batch.pixels_ND());
      labels.writeBytes(batch.labels_N());
      provenance.add(provenance(file, batch.sha256()));
    }
    return new Dataset(
        entry.name(),
        split,
        CifarReader.SHAPE,
        CifarReader.CLASSES,
        pixels.toByteArray(),
        labels.toByteArray(),
        provenance);
  }

  private Dataset images(Dataset.Split split, DataFile imageFile, DataFile labelFile) {
    IdxImages images = images(imageFile);
    IdxLabels labels = labels(labelFile);
    return new Dataset(
        entry.name(),
        split,
        images.height(),
        images.width(),
        entry.classes().count(),
        images.pixels_ND(),
        labels.labels_N(),
        List.of(provenance(imageFile, images.sha256()), provenance(labelFile, labels.sha256())));
  }

  private Dataset table(Dataset.Split split, DataFile file, CsvFormat format) {
    CsvTable table = advised(() -> source.table(file, format), source.advice());
    check(entry, file, source.where(file), table.sha256(), source.advice());
    return Dataset.table(
        entry.name(),
        split,
        table.columns(),
        entry.classes().count(),
        table.values_ND(),
        table.labels_N(),
        List.of(provenance(file, table.sha256())));
  }

  private Provenance provenance(DataFile file, String sha256) {
    return new Provenance(file.name(), source.where(file), sha256);
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
