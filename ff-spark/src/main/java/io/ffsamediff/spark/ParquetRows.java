package io.ffsamediff.spark;

import io.ffsamediff.config.Shown;
import io.ffsamediff.data.ClassLabels;
import io.ffsamediff.data.DataException;
import io.ffsamediff.data.DescribedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The rows of one Parquet file. */
final class ParquetRows implements AutoCloseable {

  private static final int SHORT = 60;

  private final String file;
  private final ClassLabels classes;
  private final ParquetFileReader reader;
  private final ParquetLayout layout;

  /**
   * Opens a file, and reads what it tells of itself.
   *
   * @throws DataException if it cannot be read, or has other columns than described
   */
  ParquetRows(String file, DescribedData.Parquet described) {
    this.file = file;
    this.classes = described.classes();
    this.reader = open(file);
    try {
      this.layout = ParquetLayout.of(file, schema(), described);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static ParquetFileReader open(String file) {
    try {
      return ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file), HadoopSettings.get()));
    } catch (IOException | RuntimeException e) {
      // Whatever the reader throws of a file that is none: it has no type for this.
      throw unreadable(file, e);
    }
  }

  private static DataException unreadable(String file, Exception e) {
    return new DataException(
        "%s: expected a Parquet file that can be read, received %s. Write it again, or check its address."
            .formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
        e);
  }

  private MessageType schema() {
    return reader.getFileMetaData().getSchema();
  }

  /** Number of rows. */
  long count() {
    return reader.getRecordCount();
  }

  /** Names of the input columns. */
  List<String> inputNames() {
    return layout.inputNames();
  }

  /**
   * Reads labels.
   *
   * @param from first row, from 0
   * @param to row behind the last
   * @param labels_N receives them
   * @param start where in {@code labels_N} they go
   * @throws DataException if one is absent or unknown
   */
  void labels(long from, long to, byte[] labels_N, int start) {
    read(
        List.of(layout.label()),
        from,
        to,
        (input, values, row) -> labels_N[start + (int) (row - from)] = label(values, row));
  }

  private byte label(ColumnReader values, long row) {
    String text = layout.label().label(values);
    int label = classes.of(text);
    if (label == ClassLabels.UNKNOWN) {
      throw layout
          .label()
          .problem("a label, " + classes.description(), '"' + Shown.of(text, SHORT) + '"', row);
    }
    return (byte) label;
  }

  /**
   * Reads numbers.
   *
   * @param from first row, from 0
   * @param to row behind the last
   * @param values_ND receives them, row after row
   * @param start where in {@code values_ND} they go
   * @throws DataException if one is absent or not finite
   */
  void numbers(long from, long to, float[] values_ND, int start) {
    List<ParquetColumn> columns = layout.inputs();
    int inputs = columns.size();
    read(
        columns,
        from,
        to,
        (input, values, row) ->
            values_ND[start + (int) (row - from) * inputs + input] =
                columns.get(input).number(values, row));
  }

  private void read(List<ParquetColumn> columns, long from, long to, RowGroup.Taker taker) {
    List<Type> fields = new ArrayList<>();
    columns.forEach(column -> fields.add(column.type()));
    MessageType wanted = new MessageType(schema().getName(), fields);
    try {
      reader.setRequestedSchema(wanted);
      long row = 0;
      for (int group = 0; group < reader.getRowGroups().size(); group++) {
        long end = row + reader.getRowGroups().get(group).getRowCount();
        if (end > from && row < to) {
          rowGroup(columns, wanted, row, group).read(Math.max(from, row), Math.min(to, end), taker);
        }
        row = end;
      }
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  private RowGroup rowGroup(
      List<ParquetColumn> columns, MessageType wanted, long firstRow, int group)
      throws IOException {
    return RowGroup.of(
        columns,
        wanted,
        firstRow,
        reader.readRowGroup(group),
        reader.getFileMetaData().getCreatedBy());
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
