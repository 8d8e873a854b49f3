package io.ffsamediff.data;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Which column of a CSV file is what; columns are counted from 0 here. */
final class CsvLayout {

  private static final int NO_LABEL = -1;

  private final List<String> header;
  private final int label;
  private final BitSet ignored = new BitSet();
  private final CsvPlan plan;

  private CsvLayout(CsvPlan plan, List<String> header, CsvPlace place) {
    this.header = header;
    this.plan = plan;
    if (plan instanceof CsvFormat format) {
      this.label = index(format.label(), "label", place);
      ignore(format, place);
    } else {
      this.label = NO_LABEL;
      ignoreOthers((CsvInputs) plan, place);
    }
  }

  private void ignore(CsvFormat format, CsvPlace place) {
    for (CsvColumn column : format.ignored()) {
      ignored.set(index(column, "ignored", place));
    }
    if (ignored.get(label)) {
      throw place.problem(
          "a label column that is not ignored", "column " + (label + 1), "Ignore other columns.");
    }
  }

  /** Leaves the columns that are asked for. */
  private void ignoreOthers(CsvInputs inputs, CsvPlace place) {
    inputs.names().forEach(name -> index(new CsvColumn.Named(name), "input", place));
    for (int column = 0; column < header.size(); column++) {
      ignored.set(column, !inputs.names().contains(header.get(column)));
    }
  }

  /** The columns of a file without a header, which is at {@code place}. */
  static CsvLayout unnamed(CsvPlan plan, CsvPlace place) {
    return new CsvLayout(plan, List.of(), place);
  }

  /**
   * The columns that {@code header} names.
   *
   * @param place the header's line
   * @throws DataException if there is no such column as the format tells, or the header is none
   */
  static CsvLayout named(CsvPlan plan, List<String> header, CsvPlace place) {
    if (header.stream().allMatch(CsvNumber::isNumber)) {
      String otherwise = plan instanceof CsvFormat ? ", or set \"header\" to false." : ".";
      throw place.problem(
          "the names of the columns", "only numbers", "Add a line with names" + otherwise);
    }
    Set<String> names = new HashSet<>();
    for (int column = 0; column < header.size(); column++) {
      if (!header.get(column).isEmpty() && !names.add(header.get(column))) {
        throw place
            .at(column, header.get(column))
            .problem("a name of its own for each column", "the name again", "Rename it.");
      }
    }
    CsvLayout layout = new CsvLayout(plan, List.copyOf(header), place);
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
                plan instanceof CsvFormat
                    ? "Name the column, or put %d into \"ignore\".".formatted(column + 1)
                    : "Name the column.");
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
          plan instanceof CsvFormat
              ? "Correct the name, or tell the column by its number, from 1."
              : "Rename the column in the file.");
    }
    return index;
  }

  /**
   * Checks that the columns told are among {@code columns} and leave at least one input, or as many
   * as are wanted.
   *
   * @throws DataException otherwise
   */
  void requireFits(int columns, CsvPlace place) {
    requireThere(label, "label", columns, place);
    if (!ignored.isEmpty()) {
      requireThere(ignored.length() - 1, "ignored", columns, place);
    }
    if (plan instanceof CsvInputs wanted && inputs(columns) != wanted.count()) {
      throw place.problem(
          CsvPlace.count(wanted.count(), "column") + ", as many as the network has learnt",
          CsvPlace.count(columns, "column"),
          "Leave out the others, or check the delimiter.");
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

  /** Whether a column holds labels. */
  boolean hasLabel() {
    return label != NO_LABEL;
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
    return columns - (hasLabel() ? 1 : 0) - ignored.cardinality();
  }

  /** Names of all columns, none where there is no header. */
  List<String> header() {
    return header;
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
