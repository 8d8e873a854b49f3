package io.ffsamediff.spark;

import io.ffsamediff.config.Shown;
import io.ffsamediff.data.CsvColumn;
import io.ffsamediff.data.DataException;
import io.ffsamediff.data.DescribedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Which column of a Parquet file is what.
 *
 * @param label the column of the labels
 * @param inputs the columns that are learnt from, in their order
 */
record ParquetLayout(ParquetColumn label, List<ParquetColumn> inputs) {

  private static final int SHORT = 200;

  /** Copies the list. */
  ParquetLayout {
    inputs = List.copyOf(inputs);
  }

  /**
   * The columns of a file.
   *
   * @throws DataException if one that is told is not there, is of another type, or no input is left
   */
  static ParquetLayout of(String file, MessageType schema, DescribedData.Parquet described) {
    int label = index(file, schema, described.label(), "label");
    Set<Integer> ignored =
        described.ignored().stream()
            .map(column -> index(file, schema, column, "ignored"))
            .collect(Collectors.toSet());
    if (ignored.contains(label)) {
      throw new DataException(
          "%s: expected a label column that is not ignored, received %s. Ignore other columns."
              .formatted(file, described.label()));
    }
    List<Type> fields = schema.getFields();
    List<ParquetColumn> inputs = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      if (i != label && !ignored.contains(i)) {
        inputs.add(new ParquetColumn(file, i, fields.get(i)));
      }
    }
    if (inputs.isEmpty()) {
      throw new DataException(
          "%s: expected a column beside the label and those that are ignored, received none. Ignore fewer."
              .formatted(file));
    }
    ParquetLayout layout =
        new ParquetLayout(new ParquetColumn(file, label, fields.get(label)), inputs);
    layout.label.requireLabels();
    inputs.forEach(ParquetColumn::requireNumbers);
    return layout;
  }

  private static int index(String file, MessageType schema, CsvColumn column, String role) {
    List<String> names = schema.getFields().stream().map(Type::getName).toList();
    int index =
        column instanceof CsvColumn.Numbered numbered
            ? numbered.number() - 1
            : names.indexOf(((CsvColumn.Named) column).name());
    if (index < 0 || index >= names.size()) {
      throw new DataException(
          "%s: expected the %s column %s, received the columns %s. Correct it in dataset.json."
              .formatted(file, role, column, Shown.of(String.join(", ", names), SHORT)));
    }
    return index;
  }

  /** Names of the input columns. */
  List<String> inputNames() {
    return inputs.stream().map(column -> column.type().getName()).toList();
  }
}
