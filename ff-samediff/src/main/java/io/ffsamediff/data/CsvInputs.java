package io.ffsamediff.data;

import java.util.List;

/**
 * A CSV file whose examples are to be predicted: the columns that a network has learnt, without
 * labels.
 *
 * @param names names of the input columns, which may be in any order among others; none for a file
 *     without a header, which has no columns but the inputs
 * @param count number of inputs D
 * @param delimiter what separates fields
 */
record CsvInputs(List<String> names, int count, char delimiter) implements CsvPlan {

  /** Copies the list. */
  CsvInputs {
    names = List.copyOf(names);
  }

  @Override
  public boolean header() {
    return !names.isEmpty();
  }

  @Override
  public String numberAdvice() {
    return "Write it as -1.5 or 2e3.";
  }
}
