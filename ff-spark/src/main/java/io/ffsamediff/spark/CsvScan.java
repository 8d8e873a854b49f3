package io.ffsamediff.spark;

import io.ffsamediff.data.CsvHead;
import io.ffsamediff.data.CsvPart;
import io.ffsamediff.data.DataException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;

/*
 * How many lines there are before a range is known only when all ranges before it have been counted. So
 * a range that is wrong is looked at once more, with the number of its first line.
 */
/** Looks at all lines of a CSV file, a range of them in each task. */
final class CsvScan {

  /** A task reads no more, so that a lost one costs little. */
  private static final long MOST_BYTES = 64L << 20;

  private final Tasks tasks;
  private final CsvSource source;
  private final CsvHead head;

  private CsvScan(Tasks tasks, CsvSource source) {
    this.tasks = tasks;
    this.source = source;
    this.head = source.head();
  }

  /** Bytes of which the lines that begin in them are looked at. */
  private record Bytes(long from, long to) implements Serializable {}

  /**
   * What a task has found.
   *
   * @param start first byte of its lines
   * @param lines number of ends of lines
   * @param labels_N labels of their examples
   * @param problem what is wrong with them; empty where nothing is
   */
  private record Found(long start, long lines, byte[] labels_N, String problem)
      implements Serializable {}

  /**
   * Looks at a file.
   *
   * @param ranges tasks that share it, at least
   * @throws DataException if it cannot be read or does not fit; of several things that are wrong,
   *     the first in the file
   */
  static TableSplit of(Tasks tasks, CsvSource source, int ranges) {
    return new CsvScan(tasks, source).split(ranges);
  }

  private TableSplit split(int atLeast) {
    List<Bytes> bytes = source.packed() ? List.of(all()) : cut(atLeast);
    List<Found> found = look(bytes, head.startLine());
    List<CsvRange> ranges = new ArrayList<>();
    long line = head.startLine();
    long row = 0;
    for (int i = 0; i < found.size(); i++) {
      Found here = found.get(i);
      if (!here.problem.isEmpty()) {
        String numbered = look(List.of(bytes.get(i)), line).get(0).problem;
        throw new DataException(numbered.isEmpty() ? here.problem : numbered);
      }
      long end = i + 1 < found.size() ? found.get(i + 1).start : bytes.get(i).to;
      int rows = here.labels_N.length;
      ranges.add(new CsvRange(here.start, end, line, TableSplit.row(source.file(), row), rows));
      line += here.lines;
      row += rows;
    }
    int count = TableSplit.row(source.file(), row);
    if (count == 0) {
      throw new DataException(
          source.file() + ": expected at least one example, received none. Check the file.");
    }
    return new TableSplit(
        new CsvFiles(source, head, ranges, count),
        source.file(),
        head.inputNames(),
        head.inputs(),
        source.format().classes(),
        TableSplit.joined(found.stream().map(Found::labels_N).toList(), count));
  }

  private Bytes all() {
    return new Bytes(head.start(), Long.MAX_VALUE);
  }

  private List<Bytes> cut(int atLeast) {
    try {
      long from = head.start();
      long length = HadoopFiles.size(source.file()) - from;
      long pieces = Math.max(atLeast, (length + MOST_BYTES - 1) / MOST_BYTES);
      List<Bytes> bytes = new ArrayList<>();
      for (long piece = 0; piece < pieces; piece++) {
        bytes.add(new Bytes(from + length * piece / pieces, from + length * (piece + 1) / pieces));
      }
      return bytes;
    } catch (IOException e) {
      throw HadoopFiles.unreadable(source.file(), e);
    }
  }

  private List<Found> look(List<Bytes> bytes, long line) {
    CsvSource file = source;
    CsvHead first = head;
    return tasks.each("lines of " + source.file(), bytes, range -> look(file, first, range, line));
  }

  private static Found look(CsvSource source, CsvHead head, Bytes range, long line) {
    try {
      Bytes lines = source.packed() ? range : wholeLines(source, head, range);
      LineRanges.Counted counted = new LineRanges.Counted(source.open(lines.from, lines.to));
      byte[] labels_N = new CsvPart(source.file(), source.format(), head, line).labels(counted);
      return new Found(lines.from, counted.lines(), labels_N, "");
    } catch (IOException e) {
      throw HadoopFiles.unreadable(source.file(), e);
    } catch (DataException e) {
      if (e.getCause() instanceof IOException) {
        // Another try may do.
        throw e;
      }
      return new Found(range.from, 0, new byte[0], String.valueOf(e.getMessage()));
    }
  }

  private static Bytes wholeLines(CsvSource source, CsvHead head, Bytes range) throws IOException {
    try (FSDataInputStream file = HadoopFiles.open(source.file())) {
      long size = HadoopFiles.size(source.file());
      long from =
          range.from == head.start() ? range.from : LineRanges.lineStart(file, range.from, size);
      long to = range.to == head.start() ? range.to : LineRanges.lineStart(file, range.to, size);
      return new Bytes(from, to);
    }
  }
}
