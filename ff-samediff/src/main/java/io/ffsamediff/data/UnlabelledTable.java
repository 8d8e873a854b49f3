package io.ffsamediff.data;

import java.nio.file.Path;
import java.util.List;

/** Reads tables whose lines are to be predicted. */
public final class UnlabelledTable {

  /** A first line that is longer still tells its delimiter. */
  private static final int LOOKED_AT = 1 << 16;

  private UnlabelledTable() {}

  /**
   * Reads the columns that a network has learnt, in the order in which it has learnt them.
   *
   * @param columns their names, to be found in the first line; none for a file without a header
   * @param inputs their number
   * @return N x {@code inputs} numbers
   * @throws DataException if the file cannot be read, lacks a column or holds what is no number
   */
  public static float[] read(Path file, List<String> columns, int inputs) {
    CsvInputs plan = new CsvInputs(columns, inputs, delimiter(file));
    CsvTable table = CsvReader.read(UnpackedInput.of(file), plan, CsvLimits.USUAL);
    return table.columns().equals(columns) ? table.values_ND() : ordered(table, columns);
  }

  private static float[] ordered(CsvTable table, List<String> columns) {
    float[] values_ND = new float[table.values_ND().length];
    for (int column = 0; column < columns.size(); column++) {
      int from = table.columns().indexOf(columns.get(column));
      for (int row = 0; row < table.count(); row++) {
        values_ND[row * columns.size() + column] = table.values_ND()[row * columns.size() + from];
      }
    }
    return values_ND;
  }

  /** The one of {@link CsvFormat#DELIMITERS} that the first line has most often, or a comma. */
  private static char delimiter(Path file) {
    int[] counts = new int[CsvFormat.DELIMITERS.length()];
    try (UnpackedInput input = UnpackedInput.of(file)) {
      int looked = 0;
      for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
        int index = CsvFormat.DELIMITERS.indexOf(next);
        if (index >= 0) {
          counts[index]++;
        }
        if (++looked == LOOKED_AT) {
          break;
        }
      }
    }
    int most = 0;
    for (int i = 1; i < counts.length; i++) {
      most = counts[i] > counts[most] ? i : most;
    }
    return CsvFormat.DELIMITERS.charAt(most);
  }
}
