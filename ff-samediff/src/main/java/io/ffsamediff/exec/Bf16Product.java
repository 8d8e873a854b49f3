package io.ffsamediff.exec;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;

import java.util.List;
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
  private final MatrixLayout rightLayout;
  private final MatrixLayout resultLayout;
  private final DnnlMemory left;
  private final DnnlMemory result;
  private final DnnlReorder packing;
  private final AlignedMemory packed;
  private final DnnlPrimitive primitive;

  /**
   * Prepares a product of matrices laid out like these, and takes them as its operands.
   *
   * @param accumulate whether the product is added to what the result holds
   * @throws IllegalArgumentException if the shapes do not fit, or the result is not in row order
   */
  public Bf16Product(
      OneDnn dnn, Bf16Matrix left_MK, Bf16Matrix right_KN, INDArray result_MN, boolean accumulate) {
    leftLayout = left_MK.layout();
    rightLayout = right_KN.layout();
    resultLayout = MatrixLayout.of(result_MN);
    checkShapes();
    try (DnnlLayout leftRows = DnnlLayout.of(leftLayout, dnnl_bf16);
        DnnlLayout rightRows = DnnlLayout.of(rightLayout, dnnl_bf16);
        DnnlLayout rightAny = DnnlLayout.open(rightLayout, dnnl_bf16);
        DnnlLayout resultRows = DnnlLayout.of(resultLayout, dnnl_f32);
        DnnlProduct choice = new DnnlProduct(dnn, leftRows, rightAny, resultRows, accumulate);
        DnnlLayout rightPacked = choice.right()) {
      packed = new AlignedMemory(rightPacked.bytes());
      packing = new DnnlReorder(dnn, rightRows, rightPacked);
      packing.target().moveTo(packed);
      left = new DnnlMemory(dnn, leftRows);
      result = new DnnlMemory(dnn, resultRows);
      primitive = prepare(dnn, choice, rightPacked);
    }
    left(left_MK);
    right(right_KN);
    result(result_MN);
  }

  private DnnlPrimitive prepare(OneDnn dnn, DnnlProduct choice, DnnlLayout rightPacked) {
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

  private void checkShapes() {
    new MatrixLayout(leftLayout.columns(), rightLayout.columns(), 1, 1)
        .checkShape("right operand", rightLayout);
    new MatrixLayout(leftLayout.rows(), rightLayout.columns(), 1, 1)
        .checkShape("result", resultLayout);
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
   */
  public void right(Bf16Matrix matrix_KN) {
    rightLayout.check("right operand", matrix_KN.layout());
    packing.source().moveTo(matrix_KN);
    packing.run();
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
    packing.close();
    packed.close();
  }
}
