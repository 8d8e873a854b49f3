package io.ffsamediff.spark;

import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.DescribedData;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Looks at what the files of a table in Parquet tell of themselves, and at their labels. */
final class ParquetScan {

  private ParquetScan() {}

  /**
   * What a file tells.
   *
   * @param rows number of its rows
   * @param inputNames names of its input columns
   */
  private record Told(long rows, List<String> inputNames) implements Serializable {}

  /**
   * Looks at a table.
   *
   * @param files addresses of its files, in order
   * @param where what messages call it
   * @param ranges tasks that share the labels
   * @throws DataException if a file cannot be read, or has other columns
   */
  static TableSplit of(
      Tasks tasks,
      List<String> files,
      String where,
      String name,
      Dataset.Split split,
      DescriptionText description,
      int ranges) {
    List<Told> told = tasks.each("footers of " + where, files, file -> footer(file, description));
    List<ParquetFiles.Part> parts = new ArrayList<>();
    List<String> inputNames = told.get(0).inputNames;
    long row = 0;
    for (int i = 0; i < files.size(); i++) {
      requireSame(files.get(i), inputNames, told.get(i).inputNames);
      int rows = TableSplit.row(where, told.get(i).rows);
      parts.add(new ParquetFiles.Part(files.get(i), TableSplit.row(where, row), rows));
      row += rows;
    }
    int count = TableSplit.row(where, row);
    if (count == 0) {
      throw new DataException(
          where + ": expected at least one row, received none. Check the file.");
    }
    ParquetFiles all = new ParquetFiles(name, split, parts, inputNames, description, count);
    return new TableSplit(
        all,
        where,
        inputNames,
        inputNames.size(),
        description.parse().classes(),
        labels(tasks, all, where, Math.min(ranges, count)));
  }

  private static Told footer(String file, DescriptionText description) {
    try (ParquetRows rows = new ParquetRows(file, (DescribedData.Parquet) description.parse())) {
      return new Told(rows.count(), rows.inputNames());
    }
  }

  private static void requireSame(String file, List<String> first, List<String> names) {
    if (!names.equals(first)) {
      throw new DataException(
          "%s: expected the columns of the first file in their order, received others. Write all files with the same columns."
              .formatted(file));
    }
  }

  private static byte[] labels(Tasks tasks, ParquetFiles all, String where, int ranges) {
    List<byte[]> labels =
        tasks.each(
            "labels of " + where,
            RowSpan.cut(all.count(), ranges),
            rows -> all.labels(rows.from(), rows.to()));
    return TableSplit.joined(labels, all.count());
  }
}
