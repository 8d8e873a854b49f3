package io.ffsamediff.exec;

import java.util.IdentityHashMap;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Bfloat16 copies of the blocks of a layer's input. A layer trains on the same input for many
 * steps, so each block is converted once, and again only after the input has changed.
 */
final class Bf16Inputs implements AutoCloseable {

  private final OneDnn dnn;
  private final IdentityHashMap<INDArray, Copy> copies = new IdentityHashMap<>();
  private int revision;

  /** A block's copies, in row order and in column order, and the revisions they were made of. */
  private static final class Copy {
    private final INDArray x_BI;
    private final Bf16Matrix rows_BI;
    private final Bf16Matrix columns_IB;
    private final Bf16Rounding rounding;
    private final Bf16Reordering reordering;
    private OptionalInt rowsOf = OptionalInt.empty();
    private OptionalInt columnsOf = OptionalInt.empty();

    Copy(OneDnn dnn, INDArray x_BI) {
      this.x_BI = x_BI;
      rows_BI = Bf16Matrix.allocate(x_BI.rows(), x_BI.columns());
      columns_IB = Bf16Matrix.allocate(x_BI.columns(), x_BI.rows());
      rounding = new Bf16Rounding(dnn, x_BI, rows_BI);
      reordering = new Bf16Reordering(dnn, rows_BI.transposed(), columns_IB);
    }

    Bf16Matrix rows(int revision) {
      if (!isOf(rowsOf, revision)) {
        rounding.run(x_BI, rows_BI);
        rowsOf = OptionalInt.of(revision);
      }
      return rows_BI;
    }

    Bf16Matrix columns(int revision) {
      if (!isOf(columnsOf, revision)) {
        reordering.run(rows(revision).transposed(), columns_IB);
        columnsOf = OptionalInt.of(revision);
      }
      return columns_IB;
    }

    private static boolean isOf(OptionalInt made, int revision) {
      return made.isPresent() && made.getAsInt() == revision;
    }
  }

  Bf16Inputs(OneDnn dnn) {
    this.dnn = dnn;
  }

  /** Tells which contents the inputs have from now on. */
  void setRevision(int revision) {
    this.revision = revision;
  }

  /** The block {@code x_BI} in row order. */
  Bf16Matrix rows(INDArray x_BI) {
    return copyOf(x_BI).rows(revision);
  }

  /** The transposed block, {@code x_IB}, in row order. */
  Bf16Matrix columns(INDArray x_BI) {
    return copyOf(x_BI).columns(revision);
  }

  private Copy copyOf(INDArray x_BI) {
    Copy copy = copies.get(x_BI);
    if (copy == null) {
      copy = new Copy(dnn, x_BI);
      copies.put(x_BI, copy);
    }
    return copy;
  }

  @Override
  public void close() {
    for (Copy copy : copies.values()) {
      copy.rounding.close();
      copy.reordering.close();
      copy.rows_BI.close();
      copy.columns_IB.close();
    }
  }
}
