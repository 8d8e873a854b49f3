package io.ffsamediff.data;

/**
 * What fields of a CSV file stand for. Places are asked for only where something is wrong.
 *
 * @param plan what is expected of the file
 */
record CsvValues(CsvPlan plan) {

  private static final String FILL_IN = "Fill it in, or leave the line out.";

  /**
   * The class that a label tells.
   *
   * @param index its column, from 0, in the line where {@code rows} is
   */
  int label(String text, CsvRows rows, int index) {
    ClassLabels classes = ((CsvFormat) plan).classes();
    int label = classes.of(text);
    if (label == ClassLabels.UNKNOWN) {
      throw rows.place(index)
          .problem(
              "a label, " + classes.description(),
              quoted(text),
              text.isEmpty() ? FILL_IN : "Correct it, or \"classes\" in dataset.json.");
    }
    return label;
  }

  /**
   * A finite number.
   *
   * @param index its column, from 0, in the line where {@code rows} is
   */
  float number(String text, CsvRows rows, int index) {
    if (!CsvNumber.isNumber(text)) {
      throw noNumber(text, rows.place(index));
    }
    float number = Float.parseFloat(text);
    if (Float.isInfinite(number)) {
      throw infinite(text, rows.place(index));
    }
    return number;
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

  /**
   * Refuses a field of several lines: who reads the next part of the file could not tell that it
   * begins within quotes.
   */
  void requireOneLine(char[] buffer, int offset, int length, CsvRows rows, int index) {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] == '\n' || buffer[i] == '\r') {
        throw rows.place(index)
            .problem(
                "a field that ends in its line",
                "one of several lines",
                "A cluster reads a file in ranges of lines: take out the end of line, or train without --cluster.");
      }
    }
  }
}
