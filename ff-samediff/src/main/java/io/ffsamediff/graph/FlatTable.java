package io.ffsamediff.graph;

import java.io.IOException;

/*
 * [FlatBuffers internals, https://flatbuffers.dev/internals] A table starts with the signed distance
 * back to its vtable. That holds, 16 bits each: its own size, the table's size, and for each field
 * its offset in the table, 0 where the field is absent. A vector or a table in a field is an offset
 * from the field on; a vector starts with the number of its elements.
 */
/** A table of a FlatBuffers file. Fields are known by their numbers, from 0, in the schema. */
final class FlatTable {

  private static final int VTABLE_HEAD = 2 * Short.BYTES;

  private final FlatFile file;
  private final long at;
  private final long vtable;
  private final int vtableBytes;
  private final int tableBytes;

  /** The table at byte {@code at}, whose extent is checked. */
  FlatTable(FlatFile file, long at) throws IOException {
    this.file = file;
    this.at = at;
    this.vtable = at - file.int32(at, "a table");
    this.vtableBytes = file.unsigned16(vtable, "a table's fields");
    this.tableBytes = file.unsigned16(vtable + Short.BYTES, "a table's fields");
    file.require(vtable, vtableBytes, "a table's fields");
    file.require(at, tableBytes, "a table");
  }

  /**
   * A vector whose elements all lie inside the file.
   *
   * @param start first byte of the first element
   * @param length number of elements
   */
  record Vector(long start, long length) {

    private static final Vector EMPTY = new Vector(0, 0);
  }

  /** Whether {@code field} is set. */
  boolean has(int field) throws IOException {
    return offset(field) != 0;
  }

  /** Offset of a field in the table, 0 where it is absent. */
  private int offset(int field) throws IOException {
    int place = VTABLE_HEAD + Short.BYTES * field;
    return place + Short.BYTES > vtableBytes
        ? 0
        : file.unsigned16(vtable + place, "a table's fields");
  }

  private long place(int field, int bytes) throws IOException {
    int offset = offset(field);
    if (offset + bytes > tableBytes) {
      throw file.damaged(
          "fields inside a table of %d bytes".formatted(tableBytes),
          "%d bytes at its byte %d".formatted(bytes, offset));
    }
    return at + offset;
  }

  /** The number in {@code field}, 0 where it is absent. */
  byte int8(int field, String what) throws IOException {
    return has(field) ? file.int8(place(field, Byte.BYTES), what) : 0;
  }

  /** The table that {@code field}, which is set, points to. */
  FlatTable table(int field, String what) throws IOException {
    return new FlatTable(file, file.reference(place(field, Integer.BYTES), what));
  }

  /** The vector that {@code field} points to; empty where it is absent. */
  Vector vector(int field, int elementBytes, String what) throws IOException {
    if (!has(field)) {
      return Vector.EMPTY;
    }
    long vector = file.reference(place(field, Integer.BYTES), what);
    long length = file.unsigned32(vector, what);
    long start = vector + Integer.BYTES;
    file.require(start, length * elementBytes, what);
    return new Vector(start, length);
  }

  /** The text in {@code field}; empty where it is absent or longer than {@code most} bytes. */
  String text(int field, int most, String what) throws IOException {
    Vector bytes = vector(field, Byte.BYTES, what);
    return bytes.length() > most ? "" : file.text(bytes.start(), (int) bytes.length(), what);
  }
}
