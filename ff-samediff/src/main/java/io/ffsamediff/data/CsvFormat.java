package io.ffsamediff.data;

import java.util.List;

/**
 * How a CSV file is written.
 *
 * @param header whether the first line names the columns
 * @param delimiter what separates fields: a comma, a semicolon or a tab
 * @param label the column of the labels
 * @param ignored columns that are no input; what they hold is not looked at
 * @param classes the classes
 */
public record CsvFormat(
    boolean header, char delimiter, CsvColumn label, List<CsvColumn> ignored, ClassLabels classes)
    implements CsvPlan {

  /** What may separate fields. */
  public static final String DELIMITERS = ",;\t";

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the delimiter is another one, or a column is told by name
   *     where there is no header
   */
  public CsvFormat {
    ignored = List.copyOf(ignored);
    if (DELIMITERS.indexOf(delimiter) < 0) {
      throw new IllegalArgumentException("no delimiter of a CSV file: '" + delimiter + "'");
    }
    if (!header
        && (label instanceof CsvColumn.Named
            || ignored.stream().anyMatch(CsvColumn.Named.class::isInstance))) {
      throw new IllegalArgumentException("without a header, columns have no names");
    }
  }

  @Override
  public String numberAdvice() {
    return "Write it as -1.5 or 2e3; a column that is no number belongs into \"ignore\".";
  }
}
