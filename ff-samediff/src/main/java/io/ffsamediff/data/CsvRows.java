package io.ffsamediff.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the fields of a CSV file as the parser finds them; gives out the number of each line. */
final class CsvRows extends AbstractBaseCsvCallbackHandler<Long> {

  private static final String FILL_IN = "Fill it in, or leave the line out.";

  private final CsvPlan plan;
  private final CsvLimits limits;
  private final GrowingTable table;
  private final List<String> header = new ArrayList<>();
  private @Nullable CsvLayout layout;
  private CsvPlace place;
  private long firstLine;
  private int columns;

  CsvRows(String file, CsvPlan plan, CsvLimits limits) {
    this.plan = plan;
    this.limits = limits;
    this.table = new GrowingTable(limits.numbers());
    this.place = new CsvPlace(file, 1);
    this.layout = plan.header() ? null : CsvLayout.unnamed(plan, place);
  }

  /** Where the parser is. */
  CsvPlace place() {
    return place(getFieldCount());
  }

  private CsvPlace place(int index) {
    return place.at(index, layout == null ? "" : layout.name(index));
  }

  /** What was read, hashed as {@code sha256}. */
  CsvTable table(String sha256) {
    if (layout == null) {
      throw place.problem("the names of the columns", "an empty file", "Check the file.");
    }
    if (table.labelCount() == 0) {
      throw place.problem("at least one example", "none", "Check the file.");
    }
    return new CsvTable(
        table.labelCount(),
        layout.inputs(columns),
        layout.inputNames(),
        table.numbers(),
        table.labels(),
        sha256);
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    place = new CsvPlace(place.file(), startingLineNumber);
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    if (length > limits.fieldChars()) {
      throw tooLong(place(index));
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
      takeLabel(text(buffer, offset, length), index);
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

  private void takeLabel(String text, int index) {
    ClassLabels classes = ((CsvFormat) plan).classes();
    int label = classes.of(text);
    if (label == ClassLabels.UNKNOWN) {
      throw place(index)
          .problem(
              "a label, " + classes.description(),
              quoted(text),
              text.isEmpty() ? FILL_IN : "Correct it, or \"classes\" in dataset.json.");
    }
    table.addLabel(label);
  }

  private void takeNumber(String text, int index) {
    if (!CsvNumber.isNumber(text)) {
      throw noNumber(text, place(index));
    }
    float number = Float.parseFloat(text);
    if (Float.isInfinite(number)) {
      throw infinite(text, place(index));
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

  private DataException noNumber(String text, CsvPlace at) {
    if (text.isEmpty() || CsvNumber.isMissing(text)) {
      return at.problem("a number", quoted(text), FILL_IN);
    }
    if (CsvNumber.isInfinite(text)) {
      return infinite(text, at);
    }
    return at.problem(
        "a number",
        quoted(text),
        at.line() == 1 && plan instanceof CsvFormat
            ? "If the first line names the columns, set \"header\" to true."
            : plan.numberAdvice());
  }

  private static DataException infinite(String text, CsvPlace at) {
    return at.problem(
        "a finite number",
        quoted(text),
        "The largest is about 3.4e38; correct it, or leave the line out.");
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "an empty field" : '"' + CsvPlace.shown(text) + '"';
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
