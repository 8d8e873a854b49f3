package io.ffsamediff.exec;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;

import java.util.List;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** A prepared copy of a matrix into another layout or type. */
final class DnnlReorder implements AutoCloseable {

  private final DnnlMemory source;
  private final DnnlMemory target;
  private final DnnlPrimitive primitive;

  /**
   * Prepares the copy; where from and where to is yet to be told.
   *
   * @param from layout of the source; stays the caller's
   * @param to layout of the target; stays the caller's
   */
  DnnlReorder(OneDnn dnn, DnnlLayout from, DnnlLayout to) {
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    OneDnn.check(
        "reorder",
        dnnl_reorder_primitive_desc_create(
            description, from.handle(), dnn.engine(), to.handle(), dnn.engine(), null));
    source = new DnnlMemory(dnn, from);
    target = new DnnlMemory(dnn, to);
    primitive =
        new DnnlPrimitive(
            dnn,
            description,
            List.of(
                new DnnlPrimitive.Operand(DNNL_ARG_FROM, source),
                new DnnlPrimitive.Operand(DNNL_ARG_TO, target)));
    OneDnn.check("reorder", dnnl_primitive_desc_destroy(description));
  }

  /** The operand that is read. */
  DnnlMemory source() {
    return source;
  }

  /** The operand that is written. */
  DnnlMemory target() {
    return target;
  }

  /** Copies. */
  void run() {
    primitive.run();
  }

  @Override
  public void close() {
    primitive.close();
  }
}
