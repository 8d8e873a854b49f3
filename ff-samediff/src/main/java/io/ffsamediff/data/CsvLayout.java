package io.ffsamediff.data;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Which column of a CSV file is what; columns are counted from 0 here. */
final class CsvLayout {

  private final List<String> header;
  private final int label;
  private final BitSet ignored = new BitSet();

  private CsvLayout(CsvFormat format, List<String> header, CsvPlace place) {
    this.header = header;
    this.label = index(format.label(), "label", place);
    for (CsvColumn column : format.ignored()) {
      ignored.set(index(column, "ignored", place));
    }
    if (ignored.get(label)) {
      throw place.problem(
          "a label column that is not ignored", "column " + (label + 1), "Ignore other columns.");
    }
  }

  /** The columns of a file without a header, which is at {@code place}. */
  static CsvLayout unnamed(CsvFormat format, CsvPlace place) {
    return new CsvLayout(format, List.of(), place);
  }

  /**
   * The columns that {@code header} names.
   *
   * @param place the header's line
   * @throws DataException if there is no such column as the format tells, or the header is none
   */
  static CsvLayout named(CsvFormat format, List<String> header, CsvPlace place) {
    if (header.stream().allMatch(CsvNumber::isNumber)) {
      throw place.problem(
          "the names of the columns",
          "only numbers",
          "Add a line with names, or set \"header\" to false.");
    }
    Set<String> names = new HashSet<>();
    for (int column = 0; column < header.size(); column++) {
      if (!header.get(column).isEmpty() && !names.add(header.get(column))) {
        throw place
            .at(column, header.get(column))
            .problem("a name of its own for each column", "the name again", "Rename it.");
      }
    }
    CsvLayout layout = new CsvLayout(format, List.copyOf(header), place);
    layout.requireNames(place);
    layout.requireFits(header.size(), place);
    return layout;
  }

  /** A nameless column is mostly a count of the lines that some program has put there. */
  private void requireNames(CsvPlace place) {
    for (int column = 0; column < header.size(); column++) {
      if (header.get(column).isEmpty() && isInput(column)) {
        throw place
            .at(column, "")
            .problem(
                "a name",
                "an empty field",
                "Name the column, or put %d into \"ignore\".".formatted(column + 1));
      }
    }
  }

  private int index(CsvColumn column, String role, CsvPlace place) {
    if (column instanceof CsvColumn.Numbered numbered) {
      return numbered.number() - 1;
    }
    CsvColumn.Named named = (CsvColumn.Named) column;
    int index = header.indexOf(named.name());
    if (index < 0) {
      throw place.problem(
          "the %s column %s".formatted(role, named),
          "the columns " + CsvPlace.shown(String.join(", ", header)),
          "Correct the name, or tell the column by its number, from 1.");
    }
    return index;
  }

  /**
   * Checks that the columns told are among {@code columns} and leave at least one input.
   *
   * @throws DataException otherwise
   */
  void requireFits(int columns, CsvPlace place) {
    requireThere(label, "label", columns, place);
    if (!ignored.isEmpty()) {
      requireThere(ignored.length() - 1, "ignored", columns, place);
    }
    if (inputs(columns) < 1) {
      throw place.problem(
          "a column beside the label and those that are ignored",
          "none in " + CsvPlace.count(columns, "column"),
          "Ignore fewer, or check the delimiter.");
    }
  }

  private static void requireThere(int index, String role, int columns, CsvPlace place) {
    if (index >= columns) {
      throw place.problem(
          "the %s column %d".formatted(role, index + 1),
          CsvPlace.count(columns, "column"),
          "Correct the number, which is counted from 1, or check the delimiter.");
    }
  }

  /** Whether the column holds labels. */
  boolean isLabel(int column) {
    return column == label;
  }

  /** Whether the column holds numbers that are learnt from. */
  boolean isInput(int column) {
    return column != label && !ignored.get(column);
  }

  /** Input columns D of {@code columns}. */
  int inputs(int columns) {
    return columns - 1 - ignored.cardinality();
  }

  /** Name of a column; empty where there is no header. */
  String name(int column) {
    return column < header.size() ? header.get(column) : "";
  }

  /** Names of the input columns, none where there is no header. */
  List<String> inputNames() {
    return IntStream.range(0, header.size()).filter(this::isInput).mapToObj(header::get).toList();
  }
}
