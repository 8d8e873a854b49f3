package io.ffsamediff.exec;

import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_deterministic;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** oneDNN's choice of an implementation for a matrix product; not the product itself. */
final class DnnlProduct implements AutoCloseable {

  private final dnnl_primitive_desc handle = new dnnl_primitive_desc();

  /**
   * Lets oneDNN choose.
   *
   * @param left layout of the left operand
   * @param right layout of the right operand; an open one is chosen too
   * @param result layout of the result
   * @param accumulate whether the product is added to the result
   */
  DnnlProduct(
      OneDnn dnn, DnnlLayout left, DnnlLayout right, DnnlLayout result, boolean accumulate) {
    dnnl_primitive_attr attributes = attributes(accumulate);
    try {
      OneDnn.check(
          "product of bfloat16",
          dnnl_matmul_primitive_desc_create(
              handle,
              dnn.engine(),
              left.handle(),
              right.handle(),
              null,
              result.handle(),
              attributes));
    } finally {
      OneDnn.check("attributes", dnnl_primitive_attr_destroy(attributes));
    }
  }

  private static dnnl_primitive_attr attributes(boolean accumulate) {
    dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    OneDnn.check("attributes", dnnl_primitive_attr_create(attributes));
    // The same run twice yields the same weights, bit for bit.
    OneDnn.check("attributes", dnnl_primitive_attr_set_deterministic(attributes, 1));
    if (accumulate) {
      addToResult(attributes);
    }
    return attributes;
  }

  private static void addToResult(dnnl_primitive_attr attributes) {
    dnnl_post_ops after = new dnnl_post_ops();
    OneDnn.check("sum", dnnl_post_ops_create(after));
    OneDnn.check("sum", dnnl_post_ops_append_sum(after, 1, 0, dnnl_data_type_undef));
    OneDnn.check("sum", dnnl_primitive_attr_set_post_ops(attributes, after));
    OneDnn.check("sum", dnnl_post_ops_destroy(after));
  }

  /** The layout in which it wants the right operand. */
  DnnlLayout right() {
    return DnnlLayout.copy(dnnl_primitive_desc_query_md(handle, dnnl_query_weights_md, 0));
  }

  dnnl_primitive_desc handle() {
    return handle;
  }

  @Override
  public void close() {
    OneDnn.check("product", dnnl_primitive_desc_destroy(handle));
  }
}
