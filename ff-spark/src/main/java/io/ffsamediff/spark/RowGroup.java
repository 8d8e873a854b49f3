package io.ffsamediff.spark;

import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;

/**
 * Some columns of a row group of a Parquet file, read one after the other.
 *
 * @param columns the columns
 * @param descriptors theirs, in the same order
 * @param firstRow number of the first row in the file, from 0
 * @param store where their values are
 */
record RowGroup(
    List<ParquetColumn> columns,
    List<ColumnDescriptor> descriptors,
    long firstRow,
    ColumnReadStore store) {

  /** Takes values. */
  interface Taker {

    /**
     * Takes a value.
     *
     * @param column number of its column among those that are read
     * @param values at the value, which is there
     * @param row its row in the file, from 0
     */
    void take(int column, ColumnReader values, long row);
  }

  /**
   * The columns of a row group.
   *
   * @param wanted their schema
   * @param pages what was read of them
   * @param createdBy who has written the file
   */
  static RowGroup of(
      List<ParquetColumn> columns,
      MessageType wanted,
      long firstRow,
      PageReadStore pages,
      String createdBy) {
    // Values are asked for one by one, so nothing is to be converted.
    GroupConverter none =
        new GroupConverter() {
          @Override
          public Converter getConverter(int field) {
            return new PrimitiveConverter() {};
          }

          @Override
          public void start() {}

          @Override
          public void end() {}
        };
    return new RowGroup(
        columns,
        wanted.getColumns(),
        firstRow,
        new ColumnReadStoreImpl(pages, none, wanted, createdBy));
  }

  /**
   * Hands out the values of rows, column after column.
   *
   * @param from first row, by its number in the file
   * @param to row behind the last
   * @throws io.ffsamediff.data.DataException if a value is absent
   */
  void read(long from, long to, Taker taker) {
    for (int column = 0; column < columns.size(); column++) {
      ColumnReader values = store.getColumnReader(descriptors.get(column));
      int whole = descriptors.get(column).getMaxDefinitionLevel();
      for (long row = firstRow; row < to; row++) {
        boolean isThere = values.getCurrentDefinitionLevel() == whole;
        if (row >= from && !isThere) {
          throw columns.get(column).problem("a value", "null", row);
        } else if (row >= from) {
          taker.take(column, values, row);
        } else if (isThere) {
          values.skip();
        }
        values.consume();
      }
    }
  }
}
