package io.ffsamediff.spark;

import io.ffsamediff.config.Shown;
import io.ffsamediff.data.DataException;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * A column of a Parquet file, with what to say where it is wrong.
 *
 * @param file address of the file
 * @param index number of the column, from 0
 * @param type what it holds
 */
record ParquetColumn(String file, int index, Type type) {

  /**
   * Checks that it holds numbers.
   *
   * @throws DataException otherwise
   */
  void requireNumbers() {
    if (!isNumber()) {
      throw wrongType("a column of numbers (float, double, int32 or int64)");
    }
  }

  /**
   * Checks that it can hold labels.
   *
   * @throws DataException otherwise
   */
  void requireLabels() {
    if (!isNumber() && !isText()) {
      throw wrongType("a column of labels (integers, or text)");
    }
  }

  private DataException wrongType(String expected) {
    return new DataException(
        "%s: expected %s, received %s in %s. Write it as one, or put it into \"ignore\"."
            .formatted(file, expected, type, name()));
  }

  /** One value a row, which may be absent. */
  private boolean isFlat() {
    return type.isPrimitive() && !type.isRepetition(Type.Repetition.REPEATED);
  }

  private boolean isNumber() {
    if (!isFlat()) {
      return false;
    }
    return switch (primitive()) {
      case FLOAT, DOUBLE -> true;
      case INT32, INT64 -> isWhole(type.getLogicalTypeAnnotation());
      default -> false;
    };
  }

  /** A date or a decimal is kept as an integer, too. */
  private static boolean isWhole(@Nullable LogicalTypeAnnotation logical) {
    if (logical instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation whole) {
      return whole.isSigned() || whole.getBitWidth() < Long.SIZE;
    }
    return logical == null;
  }

  private boolean isText() {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    return isFlat()
        && primitive() == PrimitiveTypeName.BINARY
        && (logical == null
            || logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
            || logical instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation);
  }

  private PrimitiveTypeName primitive() {
    PrimitiveType primitive = type.asPrimitiveType();
    return primitive.getPrimitiveTypeName();
  }

  /**
   * The number that {@code reader} is at.
   *
   * @param row its row in the file, from 0
   * @throws DataException if it is not finite as a float
   */
  float number(ColumnReader reader, long row) {
    float number =
        switch (primitive()) {
          case FLOAT -> reader.getFloat();
          case DOUBLE -> (float) reader.getDouble();
          default -> (float) whole(reader);
        };
    if (!Float.isFinite(number)) {
      String received =
          primitive() == PrimitiveTypeName.DOUBLE
              ? String.valueOf(reader.getDouble())
              : String.valueOf(number);
      throw problem("a number that is finite as a float", received, row);
    }
    return number;
  }

  private long whole(ColumnReader reader) {
    if (primitive() == PrimitiveTypeName.INT64) {
      return reader.getLong();
    }
    boolean unsigned =
        type.getLogicalTypeAnnotation()
                instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation whole
            && !whole.isSigned();
    int value = reader.getInteger();
    return unsigned ? Integer.toUnsignedLong(value) : value;
  }

  /** The label that {@code reader} is at, as a CSV file would have it. */
  String label(ColumnReader reader) {
    return switch (primitive()) {
      case BINARY -> {
        Binary text = reader.getBinary();
        yield text.toStringUsingUTF8().strip();
      }
      case FLOAT -> Float.toString(reader.getFloat());
      case DOUBLE -> Double.toString(reader.getDouble());
      default -> Long.toString(whole(reader));
    };
  }

  /**
   * What is wrong with a value.
   *
   * @param row its row in the file, from 0
   */
  DataException problem(String expected, String received, long row) {
    return new DataException(
        "%s: expected %s, received %s at row %d, %s. Correct it, or leave the row out."
            .formatted(file, expected, received, row + 1, name()));
  }

  private String name() {
    return "column %d (%s)".formatted(index + 1, Shown.of(type.getName(), 60));
  }
}
