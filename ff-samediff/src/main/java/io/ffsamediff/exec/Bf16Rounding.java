package io.ffsamediff.exec;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A prepared copy of a float32 matrix into bfloat16, rounded to nearest, ties to even. Where
 * another order is wanted, copy in row order and then use {@link Bf16Reordering}: both at once was
 * up to ten times slower.
 */
public final class Bf16Rounding implements AutoCloseable {

  private final MatrixLayout from;
  private final MatrixLayout to;
  private final DnnlReorder reorder;
  private @Nullable INDArray lastSource;
  private @Nullable Bf16Matrix lastTarget;

  /**
   * Prepares copies between matrices laid out like these.
   *
   * @param source a float32 matrix, which may be a view
   * @param target a matrix of the same shape
   * @throws IllegalArgumentException if the shapes differ
   */
  public Bf16Rounding(OneDnn dnn, INDArray source, Bf16Matrix target) {
    from = MatrixLayout.of(source);
    to = target.layout();
    from.checkShape("target", to);
    try (DnnlLayout wide = DnnlLayout.of(from, dnnl_f32);
        DnnlLayout narrow = DnnlLayout.of(to, dnnl_bf16)) {
      reorder = new DnnlReorder(dnn, wide, narrow);
    }
  }

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if a matrix is laid out otherwise than prepared for
   */
  public void run(INDArray source, Bf16Matrix target) {
    if (source != lastSource || target != lastTarget) {
      from.check("source", MatrixLayout.of(source));
      to.check("target", target.layout());
      reorder.source().moveTo(source);
      reorder.target().moveTo(target);
      lastSource = source;
      lastTarget = target;
    }
    reorder.run();
  }

  @Override
  public void close() {
    reorder.close();
  }
}
