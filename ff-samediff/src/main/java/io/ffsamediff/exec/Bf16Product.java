package io.ffsamediff.exec;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A prepared product of two bfloat16 matrices, summed in float32: {@code result_MN = left_MK
 * right_KN}, or added to what the result held. The right operand is copied, once each time it is
 * given, into the layout that oneDNN likes best; the others are read and written in place and may
 * be moved from block to block of a batch. A left operand whose columns follow each other in memory
 * is read faster than one that is a transposed view of rows.
 *
 * <p>Takes as many threads as OpenMP has when it is prepared. Not safe for use by several threads
 * at once.
 */
public final class Bf16Product implements AutoCloseable {

  private final MatrixLayout leftLayout;
  private final MatrixLayout resultLayout;
  private final DnnlMemory left;
  private final DnnlMemory result;
  private final Optional<Packing> packing;
  private final DnnlPrimitive primitive;

  /** The copy of the right operand, where the product has its own. */
  private record Packing(MatrixLayout source, DnnlReorder reorder, AlignedMemory packed) {

    static Packing of(OneDnn dnn, MatrixLayout source, DnnlLayout target) {
      AlignedMemory packed = new AlignedMemory(target.bytes());
      try (DnnlLayout rows = DnnlLayout.of(source, dnnl_bf16)) {
        DnnlReorder reorder = new DnnlReorder(dnn, rows, target);
        reorder.target().moveTo(packed);
        return new Packing(source, reorder, packed);
      }
    }
  }

  /**
   * Prepares a product of matrices laid out like these, and takes them as its operands.
   *
   * @param accumulate whether the product is added to what the result holds
   * @throws IllegalArgumentException if the shapes do not fit, or the result is not in row order
   */
  public Bf16Product(
      OneDnn dnn, Bf16Matrix left_MK, Bf16Matrix right_KN, INDArray result_MN, boolean accumulate) {
    leftLayout = left_MK.layout();
    resultLayout = MatrixLayout.of(result_MN);
    checkShapes(right_KN.layout());
    try (DnnlLayout leftRows = DnnlLayout.of(leftLayout, dnnl_bf16);
        DnnlLayout rightAny = DnnlLayout.open(right_KN.layout(), dnnl_bf16);
        DnnlLayout resultRows = DnnlLayout.of(resultLayout, dnnl_f32);
        DnnlProduct choice = new DnnlProduct(dnn, leftRows, rightAny, resultRows, accumulate);
        DnnlLayout rightPacked = choice.right()) {
      Packing own = Packing.of(dnn, right_KN.layout(), rightPacked);
      packing = Optional.of(own);
      left = new DnnlMemory(dnn, leftRows);
      result = new DnnlMemory(dnn, resultRows);
      primitive = prepare(dnn, choice, rightPacked, own.packed());
    }
    left(left_MK);
    right(right_KN);
    result(result_MN);
  }

  /**
   * Prepares a product by weights that others may share, as they are when the product runs.
   *
   * @param weights_KN stay the caller's
   * @throws IllegalArgumentException if the shapes do not fit, or the result is not in row order
   */
  Bf16Product(OneDnn dnn, Bf16Matrix left_MK, Bf16Weights weights_KN, INDArray result_MN) {
    leftLayout = left_MK.layout();
    resultLayout = MatrixLayout.of(result_MN);
    checkShapes(weights_KN.shape());
    packing = Optional.empty();
    try (DnnlLayout leftRows = DnnlLayout.of(leftLayout, dnnl_bf16);
        DnnlLayout resultRows = DnnlLayout.of(resultLayout, dnnl_f32);
        DnnlProduct choice =
            new DnnlProduct(dnn, leftRows, weights_KN.layout(), resultRows, false)) {
      left = new DnnlMemory(dnn, leftRows);
      result = new DnnlMemory(dnn, resultRows);
      primitive = prepare(dnn, choice, weights_KN.layout(), weights_KN.memory());
    }
    left(left_MK);
    result(result_MN);
  }

  private DnnlPrimitive prepare(
      OneDnn dnn, DnnlProduct choice, DnnlLayout rightPacked, AlignedMemory packed) {
    DnnlMemory right = new DnnlMemory(dnn, rightPacked);
    right.moveTo(packed);
    return new DnnlPrimitive(
        dnn,
        choice.handle(),
        List.of(
            new DnnlPrimitive.Operand(DNNL_ARG_SRC, left),
            new DnnlPrimitive.Operand(DNNL_ARG_WEIGHTS, right),
            new DnnlPrimitive.Operand(DNNL_ARG_DST, result)));
  }

  private void checkShapes(MatrixLayout right) {
    new MatrixLayout(leftLayout.columns(), right.columns(), 1, 1)
        .checkShape("right operand", right);
    new MatrixLayout(leftLayout.rows(), right.columns(), 1, 1).checkShape("result", resultLayout);
    if (resultLayout.columnStride() != 1) {
      throw new IllegalArgumentException("result: expected row order, received " + resultLayout);
    }
  }

  /**
   * Reads the left operand from {@code matrix_MK}, as it is when the product runs.
   *
   * @throws IllegalArgumentException if it is laid out otherwise than prepared for
   */
  public void left(Bf16Matrix matrix_MK) {
    leftLayout.check("left operand", matrix_MK.layout());
    left.moveTo(matrix_MK);
  }

  /**
   * Copies the right operand from {@code matrix_KN}; give it again after it has changed.
   *
   * @throws IllegalArgumentException if it is laid out otherwise than prepared for
   * @throws java.util.NoSuchElementException if the product is by shared weights
   */
  public void right(Bf16Matrix matrix_KN) {
    Packing own = packing.orElseThrow();
    own.source().check("right operand", matrix_KN.layout());
    own.reorder().source().moveTo(matrix_KN);
    own.reorder().run();
  }

  /**
   * Writes the result to {@code matrix_MN} from now on.
   *
   * @throws IllegalArgumentException if it is laid out otherwise than prepared for
   */
  public void result(INDArray matrix_MN) {
    resultLayout.check("result", MatrixLayout.of(matrix_MN));
    result.moveTo(matrix_MN);
  }

  /** Multiplies; allocates nothing. */
  public void run() {
    primitive.run();
  }

  @Override
  public void close() {
    primitive.close();
    packing.ifPresent(
        own -> {
          own.reorder().close();
          own.packed().close();
        });
  }
}
