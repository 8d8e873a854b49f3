package io.ffsamediff.run;

import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.ImageShape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What examples look like.
 *
 * @param table whether they are lines of a table, and no images
 * @param shape size of an image; a table is taken for a grey image of one row
 * @param classes number of classes
 * @param columns names of a table's columns; none where they have none
 */
record DataForm(boolean table, ImageShape shape, int classes, List<String> columns) {

  /** Those that a network has learnt. */
  static DataForm of(ModelDescription learnt) {
    ModelDescription.TableInputs table = learnt.table();
    return new DataForm(
        table != null,
        learnt.shape(),
        learnt.classes(),
        table == null ? List.of() : table.columns());
  }

  /** Those of {@code data}. */
  static DataForm of(Dataset data) {
    return new DataForm(data.isTable(), data.shape(), data.classes(), data.columns());
  }

  /**
   * Refuses examples of another form; names of columns are compared where both have some.
   *
   * @param name name of the data set that {@code other} are from
   * @throws DataException if the form differs
   */
  void requireSame(DataForm other, String name) {
    if (!toString().equals(other.toString())) {
      throw wrong(name, toString(), other.toString());
    }
    IntStream.range(0, Math.min(columns.size(), other.columns.size()))
        .filter(i -> !columns.get(i).equals(other.columns.get(i)))
        .findFirst()
        .ifPresent(
            i -> {
              String where = " as input %d".formatted(i + 1);
              throw wrong(
                  name,
                  "the column \"" + columns.get(i) + '"' + where,
                  '"' + other.columns.get(i) + '"');
            });
  }

  private static DataException wrong(String name, String expected, String received) {
    String message =
        "%s: expected %s, received %s. Choose a data set of the form that the run was trained on."
            .formatted(name, expected, received);
    // Names of columns come from a file: none may reach the terminal as a command.
    return new DataException(message.replaceAll("\\p{Cntrl}", "?"));
  }

  @Override
  public String toString() {
    return table
        ? "a table of %d inputs in %d classes".formatted(shape.inputs(), classes)
        : "images of %s in %d classes".formatted(shape, classes);
  }
}
