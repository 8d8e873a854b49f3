package io.ffsamediff.exec;

/**
 * A matrix of bfloat16 outside the heap, or a view of one: the upper half of a float32, with its
 * range and eight bits of precision. Views share the memory, which is freed when the matrix that
 * allocated it is closed; closing a view does nothing.
 */
public final class Bf16Matrix implements AutoCloseable {

  private final AlignedMemory memory;
  private final MatrixLayout layout;
  private final long start;
  private final boolean owner;

  private Bf16Matrix(AlignedMemory memory, MatrixLayout layout, long start, boolean owner) {
    this.memory = memory;
    this.layout = layout;
    this.start = start;
    this.owner = owner;
  }

  /**
   * Allocates a matrix, row by row; its contents are undefined.
   *
   * @param rows at least 1
   * @param columns at least 1
   */
  public static Bf16Matrix allocate(long rows, long columns) {
    MatrixLayout layout = MatrixLayout.rowOrder(rows, columns);
    AlignedMemory memory = new AlignedMemory(rows * columns * Short.BYTES);
    return new Bf16Matrix(memory, layout, 0, true);
  }

  /** A view of rows {@code from} to {@code to}, exclusive. */
  public Bf16Matrix rows(long from, long to) {
    return new Bf16Matrix(memory, layout.rows(from, to), start + from * layout.rowStride(), false);
  }

  /** A view whose rows are this matrix's columns. */
  public Bf16Matrix transposed() {
    return new Bf16Matrix(memory, layout.transposed(), start, false);
  }

  /** Number of rows. */
  public long rows() {
    return layout.rows();
  }

  /** Number of columns. */
  public long columns() {
    return layout.columns();
  }

  /** One element. */
  public float get(long row, long column) {
    if (row < 0 || row >= rows() || column < 0 || column >= columns()) {
      throw new IndexOutOfBoundsException(
          "(%d, %d) of %d x %d".formatted(row, column, rows(), columns()));
    }
    long element = start + row * layout.rowStride() + column * layout.columnStride();
    return Float.intBitsToFloat(memory.shortAt(element * Short.BYTES) << Short.SIZE);
  }

  MatrixLayout layout() {
    return layout;
  }

  /** Address of the first element. */
  long address() {
    return memory.address() + start * Short.BYTES;
  }

  @Override
  public void close() {
    if (owner) {
      memory.close();
    }
  }
}
