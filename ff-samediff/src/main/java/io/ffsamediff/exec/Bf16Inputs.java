package io.ffsamediff.exec;

import java.util.IdentityHashMap;
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

    /** No revision, which are ints. */
    private static final long NEVER = Long.MIN_VALUE;

    private final INDArray x_BI;
    private final Bf16Matrix rows_BI;
    private final Bf16Matrix columns_IB;
    private final Bf16Rounding rounding;
    private final Bf16Reordering reordering;
    private final Bf16Matrix turned_IB;
    private long rowsOf = NEVER;
    private long columnsOf = NEVER;

    Copy(OneDnn dnn, INDArray x_BI) {
      this.x_BI = x_BI;
      rows_BI = Bf16Matrix.allocate(x_BI.rows(), x_BI.columns());
      columns_IB = Bf16Matrix.allocate(x_BI.columns(), x_BI.rows());
      rounding = new Bf16Rounding(dnn, x_BI, rows_BI);
      turned_IB = rows_BI.transposed();
      reordering = new Bf16Reordering(dnn, turned_IB, columns_IB);
    }

    Bf16Matrix rows(int revision) {
      if (rowsOf != revision) {
        rounding.run(x_BI, rows_BI);
        rowsOf = revision;
      }
      return rows_BI;
    }

    Bf16Matrix columns(int revision) {
      if (columnsOf != revision) {
        rows(revision);
        reordering.run(turned_IB, columns_IB);
        columnsOf = revision;
      }
      return columns_IB;
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
