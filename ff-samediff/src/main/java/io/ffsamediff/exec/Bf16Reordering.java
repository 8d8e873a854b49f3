package io.ffsamediff.exec;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;

/** A prepared copy of a bfloat16 matrix into another order, as from rows to columns. */
public final class Bf16Reordering implements AutoCloseable {

  private final MatrixLayout from;
  private final MatrixLayout to;
  private final DnnlReorder reorder;

  /**
   * Prepares copies between matrices laid out like these.
   *
   * @param source a matrix
   * @param target a matrix of the same shape; one in column order is {@code
   *     Bf16Matrix.allocate(columns, rows).transposed()}
   * @throws IllegalArgumentException if the shapes differ
   */
  public Bf16Reordering(OneDnn dnn, Bf16Matrix source, Bf16Matrix target) {
    from = source.layout();
    to = target.layout();
    from.checkShape("target", to);
    try (DnnlLayout before = DnnlLayout.of(from, dnnl_bf16);
        DnnlLayout after = DnnlLayout.of(to, dnnl_bf16)) {
      reorder = new DnnlReorder(dnn, before, after);
    }
  }

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if a matrix is laid out otherwise than prepared for
   */
  public void run(Bf16Matrix source, Bf16Matrix target) {
    from.check("source", source.layout());
    to.check("target", target.layout());
    reorder.source().moveTo(source);
    reorder.target().moveTo(target);
    reorder.run();
  }

  @Override
  public void close() {
    reorder.close();
  }
}
