package io.ffsamediff.exec;

import java.util.IdentityHashMap;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code c = a b} or {@code c = a' b} by OpenBLAS, on dense float arrays in row order. */
final class FloatProduct implements PlannedOp {

  private final boolean transposed;
  private final boolean accumulate;
  private final IdentityHashMap<INDArray, FloatPointer> pointers = new IdentityHashMap<>();
  private @Nullable FloatPointer a;
  private @Nullable FloatPointer b;
  private @Nullable FloatPointer c;
  private int rowsOfA;
  private int columnsOfA;
  private int columnsOfB;

  /**
   * A product, its arrays not yet bound.
   *
   * @param transposed whether the first factor is transposed
   * @param accumulate whether the product is added to the output
   */
  FloatProduct(boolean transposed, boolean accumulate) {
    this.transposed = transposed;
    this.accumulate = accumulate;
  }

  @Override
  public PlannedOp bindInput(int index, INDArray array) {
    if (index == 0) {
      a = pointer(array);
      rowsOfA = array.rows();
      columnsOfA = array.columns();
    } else {
      b = pointer(array);
      columnsOfB = array.columns();
    }
    return this;
  }

  @Override
  public PlannedOp bindOutput(int index, INDArray array) {
    c = pointer(array);
    return this;
  }

  private FloatPointer pointer(INDArray array) {
    return pointers.computeIfAbsent(array, x -> Sgemm.at(x, 0));
  }

  @Override
  public void run() {
    Sgemm.multiply(
        transposed,
        transposed ? columnsOfA : rowsOfA,
        columnsOfB,
        transposed ? rowsOfA : columnsOfA,
        Objects.requireNonNull(a),
        columnsOfA,
        Objects.requireNonNull(b),
        columnsOfB,
        Objects.requireNonNull(c),
        columnsOfB,
        accumulate);
  }
}
