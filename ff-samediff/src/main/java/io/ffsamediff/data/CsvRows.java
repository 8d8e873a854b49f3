package io.ffsamediff.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the fields of a CSV file as the parser finds them; gives out the number of each line. */
final class CsvRows extends AbstractBaseCsvCallbackHandler<Long> {

  private final CsvPlan plan;
  private final CsvLimits limits;
  private final CsvScope scope;
  private final CsvValues values;
  private final GrowingTable table;
  private final List<String> header = new ArrayList<>();
  private @Nullable CsvLayout layout;
  private CsvPlace place;
  private long firstLine;
  private int columns;
  private int skipped;

  /** The lines of a whole file. */
  CsvRows(String file, CsvPlan plan, CsvLimits limits) {
    this(file, plan, limits, CsvScope.FILE);
  }

  /** The lines of {@code scope}. */
  CsvRows(String file, CsvPlan plan, CsvLimits limits, CsvScope scope) {
    this.plan = plan;
    this.limits = limits;
    this.scope = scope;
    this.values = new CsvValues(plan);
    this.table = new GrowingTable(limits.numbers());
    this.place = new CsvPlace(file, scope.line());
    CsvHead head = scope.head();
    if (head != null) {
      this.firstLine = head.line();
      this.columns = head.columns();
    }
    this.layout = layout(head);
  }

  private @Nullable CsvLayout layout(@Nullable CsvHead head) {
    if (!plan.header()) {
      return CsvLayout.unnamed(plan, place);
    }
    return head == null ? null : CsvLayout.named(plan, head.header(), place);
  }

  /** What a file may cost. */
  CsvLimits limits() {
    return limits;
  }

  /** Whether all that is wanted has been read. */
  boolean isComplete() {
    return table.labelCount() >= scope.take();
  }

  /** Where the parser is. */
  CsvPlace place() {
    return place(getFieldCount());
  }

  /** The field in column {@code index}, from 0, of the line where the parser is. */
  CsvPlace place(int index) {
    return place.at(index, layout == null ? "" : layout.name(index));
  }

  /** What was read, hashed as {@code sha256}. */
  CsvTable table(String sha256) {
    CsvLayout known = known();
    if (table.labelCount() == 0) {
      throw place.problem("at least one example", "none", "Check the file.");
    }
    return table(known, sha256);
  }

  /** The columns, which a file has that is not empty. */
  private CsvLayout known() {
    if (layout == null) {
      throw place.problem("the names of the columns", "an empty file", "Check the file.");
    }
    return layout;
  }

  private CsvTable table(CsvLayout known, String sha256) {
    return new CsvTable(
        table.labelCount(),
        known.inputs(columns),
        known.inputNames(),
        table.numbers(),
        table.labels(),
        sha256);
  }

  /** What was read of a part, which may be nothing. */
  CsvTable part(String sha256) {
    return table(known(), sha256);
  }

  /**
   * What the first line tells.
   *
   * @param start byte at which the lines of examples begin
   * @param startLine number of the line there
   */
  CsvHead head(long start, long startLine) {
    CsvLayout known = known();
    if (columns == 0) {
      throw place.problem("at least one example", "none", "Check the file.");
    }
    return new CsvHead(
        known.header(),
        columns,
        firstLine,
        known.inputs(columns),
        known.inputNames(),
        start,
        startLine);
  }

  /** What to do about a quote that is not closed. */
  String quoteAdvice() {
    return scope.inParts()
        ? "Close the quote in its line, which a cluster needs, and write a quote within quotes twice."
        : "Close the quote, and write a quote within quotes twice.";
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    place = new CsvPlace(place.file(), scope.line() - 1 + startingLineNumber);
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    if (skipped < scope.skip()) {
      return;
    }
    if (length > limits.fieldChars()) {
      throw tooLong(place(index));
    }
    if (quoted && scope.inParts()) {
      values.requireOneLine(buffer, offset, length, this, index);
    }
    if (columns > 0 && index >= columns) {
      throw wrongCount("more");
    }
    if (index >= limits.columns()) {
      throw place.problem(
          "at most %,d columns".formatted(limits.columns()), "more", "Check the delimiter.");
    }
    CsvLayout known = layout;
    if (known == null) {
      header.add(text(buffer, offset, length));
    } else if (known.isLabel(index)) {
      table.addLabel(values.label(text(buffer, offset, length), this, index));
    } else if (known.isInput(index)) {
      takeNumber(text(buffer, offset, length), index);
    }
  }

  private static String text(char[] buffer, int offset, int length) {
    return new String(buffer, offset, length).strip();
  }

  /** A field beyond the limit; the parser finds those that do not fit into its memory. */
  DataException tooLong(CsvPlace at) {
    return at.problem(
        "a field of at most %,d characters".formatted(limits.fieldChars()),
        "a longer one",
        "Shorten it; a double quote that is not closed has the same effect.");
  }

  private DataException wrongCount(String received) {
    return place.problem(
        CsvPlace.count(columns, "column") + " as in line " + firstLine,
        received,
        "Correct the line, or check the delimiter.");
  }

  private void takeNumber(String text, int index) {
    float number = values.number(text, this, index);
    if (!scope.keepsNumbers()) {
      return;
    }
    if (table.isFull()) {
      throw place(index)
          .problem(
              "at most %,d numbers in all".formatted(limits.numbers()),
              "more",
              "Leave out examples or columns.");
    }
    table.add(number);
  }

  /** An example without a label still counts as one. */
  private void countUnlabelled() {
    boolean isHeader = plan.header() && place.line() == firstLine;
    if (!isHeader && layout != null && !layout.hasLabel()) {
      table.addLabel(0);
    }
  }

  @Override
  protected @Nullable Long buildRecord() {
    if (getRecordType() != RecordType.DATA) {
      return null;
    }
    if (skipped < scope.skip()) {
      skipped++;
      return place.line();
    }
    if (columns == 0) {
      columns = getFieldCount();
      firstLine = place.line();
      if (layout == null) {
        layout = CsvLayout.named(plan, header, place);
        header.clear();
      } else {
        layout.requireFits(columns, place);
      }
    } else if (getFieldCount() != columns) {
      throw wrongCount(String.valueOf(getFieldCount()));
    }
    countUnlabelled();
    return place.line();
  }
}
