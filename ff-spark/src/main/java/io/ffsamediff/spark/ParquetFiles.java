package io.ffsamediff.spark;

import io.ffsamediff.data.ClassLabels;
import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.DescribedData;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The examples of a table in Parquet.
 *
 * @param name of the data set
 * @param split which part of it
 * @param parts its files, in order
 * @param inputNames names of the input columns
 * @param description the data set's description
 * @param count number of examples that are used, from the first on
 */
record ParquetFiles(
    String name,
    Dataset.Split split,
    List<Part> parts,
    List<String> inputNames,
    DescriptionText description,
    int count)
    implements ShareFiles {

  /** Copies the lists. */
  ParquetFiles {
    parts = List.copyOf(parts);
    inputNames = List.copyOf(inputNames);
  }

  /**
   * A file of the table.
   *
   * @param file its address
   * @param row number of its first example, from 0
   * @param rows number of its examples
   */
  record Part(String file, int row, int rows) implements Serializable {

    /** The example behind the last. */
    int endRow() {
      return row + rows;
    }
  }

  /**
   * Addresses of the files of a table, which is one file, or a folder of them, in the order of
   * their names. In a folder, what begins with a dot or an underscore is passed over, as Spark's
   * own notes do.
   *
   * @throws DataException if there is none, or a folder in the folder
   */
  static List<String> list(String folder, String name) {
    Path path = new Path(folder, name);
    try {
      if (!HadoopFiles.of(path).exists(path)) {
        throw new DataException(
            "%s: expected %s, a Parquet file or a folder of them, received none. Give the folder that holds the data set."
                .formatted(folder, name));
      }
      if (!HadoopFiles.of(path).getFileStatus(path).isDirectory()) {
        return List.of(path.toString());
      }
      List<FileStatus> files =
          Arrays.stream(HadoopFiles.of(path).listStatus(path))
              .filter(file -> !file.getPath().getName().matches("[._].*"))
              .sorted(Comparator.comparing(file -> file.getPath().getName()))
              .toList();
      if (files.isEmpty() || files.stream().anyMatch(FileStatus::isDirectory)) {
        throw new DataException(
            "%s: expected Parquet files in it, and no folders, received %s. Write it without partitionBy."
                .formatted(path, files.isEmpty() ? "none" : "others"));
      }
      return files.stream().map(file -> file.getPath().toString()).toList();
    } catch (IOException e) {
      throw HadoopFiles.unreadable(path.toString(), e);
    }
  }

  @Override
  public ParquetFiles first(int used) {
    return new ParquetFiles(name, split, parts, inputNames, description, used);
  }

  @Override
  public ParquetFiles share(int from, int to) {
    return new ParquetFiles(name, split, around(from, to), inputNames, description, count);
  }

  private List<Part> around(int from, int to) {
    return parts.stream().filter(part -> part.row() < to && part.endRow() > from).toList();
  }

  /** Labels of the examples {@code from} to {@code to - 1}. */
  byte[] labels(int from, int to) {
    byte[] labels_N = new byte[to - from];
    each(from, to, (rows, first, end, start) -> rows.labels(first, end, labels_N, start));
    return labels_N;
  }

  @Override
  public Dataset read(int from, int to) {
    int inputs = inputNames.size();
    float[] values_ND = new float[Math.multiplyExact(to - from, inputs)];
    byte[] labels_N = new byte[to - from];
    each(
        from,
        to,
        (rows, first, end, start) -> {
          rows.numbers(first, end, values_ND, start * inputs);
          rows.labels(first, end, labels_N, start);
        });
    ClassLabels classes = described().classes();
    return Dataset.table(name, split, inputNames, classes.count(), values_ND, labels_N, List.of())
        .named(classes.names());
  }

  /** Reads rows of a part. */
  private interface Reading {

    /**
     * Reads the rows {@code first} to {@code end - 1}, which are those from {@code start} on of all
     * that are wanted.
     */
    void read(ParquetRows rows, long first, long end, int start);
  }

  private void each(int from, int to, Reading reading) {
    DescribedData.Parquet described = described();
    for (Part part : around(from, to)) {
      int first = Math.max(from, part.row());
      int end = Math.min(to, part.endRow());
      try (ParquetRows rows = new ParquetRows(part.file(), described)) {
        reading.read(rows, (long) first - part.row(), (long) end - part.row(), first - from);
      }
    }
  }

  private DescribedData.Parquet described() {
    return (DescribedData.Parquet) description.parse();
  }
}
