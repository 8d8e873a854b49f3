package io.ffsamediff.graph;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/*
 * FlatArray of nd4j's array.fbs. Its shape vector is nd4j's shape information: rank, sizes, strides,
 * flags, element-wise stride, and the order of elements as a character.
 */
/** An array of floats in a SameDiff file, checked against what is wanted; its values unread. */
final class StoredArray {

  private static final int SHAPE = 0;
  private static final int BUFFER = 1;
  private static final int DATA_TYPE = 2;
  private static final int BYTE_ORDER = 3;

  private static final byte FLOAT = 5;
  private static final byte LITTLE_ENDIAN = 0;
  private static final byte BIG_ENDIAN = 1;

  /** Most dimensions of an nd4j array. */
  private static final long MAX_RANK = 32;

  private final FlatFile file;
  private final FlatTable array;
  private final ParameterFile.Parameter wanted;

  /** Checks {@code array}. */
  StoredArray(FlatFile file, FlatTable array, ParameterFile.Parameter wanted) throws IOException {
    this.file = file;
    this.array = array;
    this.wanted = wanted;
    byte type = array.int8(DATA_TYPE, name("the data type of "));
    if (type != FLOAT) {
      throw file.damaged(name("") + " of data type 5 (float)", String.valueOf(type));
    }
    checkShape();
    long expected = Float.BYTES * wanted.length();
    long received = buffer().length();
    if (received != expected) {
      throw file.damaged(expected + name(" bytes of "), String.valueOf(received));
    }
  }

  /** {@code prefix} and the parameter's name. */
  private String name(String prefix) {
    return prefix + wanted.name();
  }

  private FlatTable.Vector buffer() throws IOException {
    return array.vector(BUFFER, Byte.BYTES, name("the values of "));
  }

  private FlatTable.Vector shapeInfo() throws IOException {
    return array.vector(SHAPE, Long.BYTES, name("the shape of "));
  }

  private void checkShape() throws IOException {
    FlatTable.Vector info = shapeInfo();
    long rank = info.length() == 0 ? 0 : number(info, 0);
    if (rank < 0 || rank > MAX_RANK || info.length() != 2 * rank + 4) {
      throw file.damaged(
          name("shape information of "),
          "%d numbers for %d dimensions".formatted(info.length(), rank));
    }
    List<Long> shape = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      shape.add(number(info, 1 + i));
    }
    if (!shape.equals(wanted.shape())) {
      throw file.damaged("%s of shape %s".formatted(wanted.name(), wanted.shape()), "" + shape);
    }
    checkStrides(info);
  }

  /** Values must lie one after another, as nd4j writes them, in the order that is told. */
  private void checkStrides(FlatTable.Vector info) throws IOException {
    int rank = wanted.shape().size();
    boolean lastFirst = !isFortranOrder();
    long stride = 1;
    for (int i = 0; i < rank; i++) {
      int dimension = lastFirst ? rank - 1 - i : i;
      long size = wanted.shape().get(dimension);
      long stored = number(info, 1 + rank + dimension);
      if (size > 1 && stored != stride) {
        throw file.damaged(
            "stride %d in dimension %d of %s".formatted(stride, dimension, wanted.name()),
            String.valueOf(stored));
      }
      stride *= size;
    }
  }

  private boolean isFortranOrder() throws IOException {
    FlatTable.Vector info = shapeInfo();
    long order = number(info, info.length() - 1);
    if (order != 'c' && order != 'f') {
      throw file.damaged(name("order c (99) or f (102) of "), String.valueOf(order));
    }
    return order == 'f';
  }

  private long number(FlatTable.Vector info, long index) throws IOException {
    return file.int64(info.start() + Long.BYTES * index, name("the shape of "));
  }

  private ByteOrder byteOrder() throws IOException {
    byte order = array.int8(BYTE_ORDER, name("the byte order of "));
    return switch (order) {
      case LITTLE_ENDIAN -> ByteOrder.LITTLE_ENDIAN;
      case BIG_ENDIAN -> ByteOrder.BIG_ENDIAN;
      default -> throw file.damaged(name("byte order 0 or 1 of "), String.valueOf(order));
    };
  }

  /** Copies the values to {@code target} from {@code at} on, last dimension fastest. */
  void copyTo(float[] target, int at) throws IOException {
    int length = Math.toIntExact(wanted.length());
    long start = buffer().start();
    if (!isFortranOrder() || wanted.shape().size() < 2) {
      file.floats(start, byteOrder(), target, at, length);
      return;
    }
    float[] columns = new float[length];
    file.floats(start, byteOrder(), columns, 0, length);
    int rows = Math.toIntExact(wanted.shape().get(0));
    int width = length / rows;
    for (int i = 0; i < length; i++) {
      target[at + i] = columns[i % width * rows + i / width];
    }
  }
}
