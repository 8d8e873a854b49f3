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

  /** A block's copies, in row order and in column order, and the revision they were made of. */
  private static final class Copy {
    private final Bf16Matrix rows_BI;
    private final Bf16Matrix columns_IB;
    private final Bf16Rounding rounding;
    private final Bf16Reordering reordering;
    private boolean made;
    private int revision;

    Copy(OneDnn dnn, INDArray x_BI) {
      rows_BI = Bf16Matrix.allocate(x_BI.rows(), x_BI.columns());
      columns_IB = Bf16Matrix.allocate(x_BI.columns(), x_BI.rows());
      rounding = new Bf16Rounding(dnn, x_BI, rows_BI);
      reordering = new Bf16Reordering(dnn, rows_BI.transposed(), columns_IB);
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
    return upToDate(x_BI).rows_BI;
  }

  /** The transposed block, {@code x_IB}, in row order. */
  Bf16Matrix columns(INDArray x_BI) {
    return upToDate(x_BI).columns_IB;
  }

  private Copy upToDate(INDArray x_BI) {
    Copy copy = copies.get(x_BI);
    if (copy == null) {
      copy = new Copy(dnn, x_BI);
      copies.put(x_BI, copy);
    }
    if (!copy.made || copy.revision != revision) {
      copy.rounding.run(x_BI, copy.rows_BI);
      copy.reordering.run(copy.rows_BI.transposed(), copy.columns_IB);
      copy.made = true;
      copy.revision = revision;
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
