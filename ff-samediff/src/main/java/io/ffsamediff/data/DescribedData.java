package io.ffsamediff.data;

import java.util.List;
import java.util.Map;

/** What a {@code dataset.json} tells of a data set whose files a cluster reads. */
public sealed interface DescribedData {

  /** The classes. */
  ClassLabels classes();

  /** SHA-256 that the unpacked bytes of files must have, lower-case hex, by the files' names. */
  Map<String, String> checksums();

  /**
   * Reads a description.
   *
   * @param file what messages call it
   * @param json its bytes
   * @throws DataException if it is wrong, or tells of what clusters do not read
   */
  static DescribedData parse(String file, byte[] json) {
    return OwnDataset.described(Description.parse(file, json));
  }

  /**
   * Images that no description is beside.
   *
   * @param name of the data set; one that is not known has ten classes, as MNIST has
   */
  static DescribedData undescribed(String name) {
    ClassLabels classes =
        StandardDatasets.all().stream()
            .filter(entry -> entry.name().equals(name))
            .filter(entry -> entry.files() instanceof DataFiles.Images)
            .map(CatalogEntry::classes)
            .findFirst()
            .orElse(ClassLabels.numbered(10));
    return new Idx(classes, Map.of());
  }

  /**
   * Checks a file against its checksum, where one is told.
   *
   * @throws DataException if it has another
   */
  default void requirePinned(Provenance file) {
    String pinned = checksums().get(file.file());
    if (pinned != null && !pinned.equals(file.sha256())) {
      throw new DataException(
          "%s: expected SHA-256 %s of the unpacked bytes, received %s. The file is damaged or another one. Correct your own data set."
              .formatted(file.source(), pinned, file.sha256()));
    }
  }

  /** Images in four IDX files with the names that MNIST has for them. */
  record Idx(ClassLabels classes, Map<String, String> checksums) implements DescribedData {

    /** Copies the map. */
    public Idx {
      checksums = Map.copyOf(checksums);
    }
  }

  /**
   * A table in two CSV files.
   *
   * @param train name of the examples to learn from
   * @param test name of those to be judged by
   * @param format how both are written
   */
  record Csv(String train, String test, CsvFormat format, Map<String, String> checksums)
      implements DescribedData {

    /** Copies the map. */
    public Csv {
      checksums = Map.copyOf(checksums);
    }

    @Override
    public ClassLabels classes() {
      return format.classes();
    }
  }

  /**
   * A table in Parquet: a file, or a folder of them.
   *
   * @param train name of the examples to learn from
   * @param test name of those to be judged by
   * @param label the column of the labels
   * @param ignored columns that are no input; what they hold is not looked at
   */
  record Parquet(
      String train, String test, CsvColumn label, List<CsvColumn> ignored, ClassLabels classes)
      implements DescribedData {

    /** Copies the list. */
    public Parquet {
      ignored = List.copyOf(ignored);
    }

    @Override
    public Map<String, String> checksums() {
      return Map.of();
    }
  }
}
