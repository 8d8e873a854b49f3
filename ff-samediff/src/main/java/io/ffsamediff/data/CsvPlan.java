package io.ffsamediff.data;

/** What is expected of a CSV file. */
sealed interface CsvPlan permits CsvFormat, CsvInputs {

  /** Whether the first line names the columns. */
  boolean header();

  /** What separates fields. */
  char delimiter();

  /** What to do about a field of an input column that is no number. */
  String numberAdvice();
}
