package io.ffsamediff.spark;

import io.ffsamediff.data.CsvHead;
import io.ffsamediff.data.CsvPart;
import io.ffsamediff.data.CsvTable;
import io.ffsamediff.data.Dataset;
import java.io.IOException;
import java.util.List;

/**
 * The examples of a CSV file. Ranges of a plain file are read where they are; what is packed must
 * be unpacked from its beginning.
 *
 * @param source the file
 * @param head what its first line tells
 * @param ranges where its examples are, in order
 * @param count number of examples that are used, from the first on
 */
record CsvFiles(CsvSource source, CsvHead head, List<CsvRange> ranges, int count)
    implements ShareFiles {

  /** Copies the list, without ranges that have no example. */
  CsvFiles {
    ranges = ranges.stream().filter(range -> range.rows() > 0).toList();
  }

  @Override
  public CsvFiles first(int used) {
    return new CsvFiles(source, head, ranges, used);
  }

  @Override
  public CsvFiles share(int from, int to) {
    return new CsvFiles(source, head, around(from, to), count);
  }

  private List<CsvRange> around(int from, int to) {
    return ranges.stream().filter(range -> range.row() < to && range.endRow() > from).toList();
  }

  @Override
  public Dataset read(int from, int to) {
    List<CsvRange> read = around(from, to);
    CsvRange first = read.get(0);
    CsvPart part = new CsvPart(source.file(), source.format(), head, first.line());
    try {
      CsvTable table =
          part.read(
              source.open(first.start(), read.get(read.size() - 1).end()),
              from - first.row(),
              to - from);
      return Dataset.table(
              source.name(),
              source.split(),
              table.columns(),
              part.format().classes().count(),
              table.values_ND(),
              table.labels_N(),
              List.of())
          .named(part.format().classes().names());
    } catch (IOException e) {
      throw HadoopFiles.unreadable(source.file(), e);
    }
  }
}
