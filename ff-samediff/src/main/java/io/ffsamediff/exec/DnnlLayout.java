package io.ffsamediff.exec;

import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_clone;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_submemory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_equal;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;

import org.bytedeco.dnnl.dnnl_memory_desc;

/** A layout as oneDNN describes it: of a type, strided or of a kind of its own. */
final class DnnlLayout implements AutoCloseable {

  private final dnnl_memory_desc handle;

  private DnnlLayout(dnnl_memory_desc handle) {
    this.handle = handle;
  }

  /**
   * A strided layout.
   *
   * @param type oneDNN's number of the elements' type
   */
  static DnnlLayout of(MatrixLayout layout, int type) {
    long[] shape = {layout.rows(), layout.columns()};
    long[] strides = {layout.rowStride(), layout.columnStride()};
    dnnl_memory_desc handle = new dnnl_memory_desc();
    OneDnn.check(
        "layout", dnnl_memory_desc_create_with_strides(handle, shape.length, shape, type, strides));
    return new DnnlLayout(handle);
  }

  /**
   * A layout that the primitive is to choose.
   *
   * @param shape of which only the numbers of rows and columns count
   * @param type oneDNN's number of the elements' type
   */
  static DnnlLayout open(MatrixLayout shape, int type) {
    long[] sizes = {shape.rows(), shape.columns()};
    dnnl_memory_desc handle = new dnnl_memory_desc();
    OneDnn.check(
        "layout",
        dnnl_memory_desc_create_with_tag(handle, sizes.length, sizes, type, dnnl_format_tag_any));
    return new DnnlLayout(handle);
  }

  /** A copy of a layout that belongs to a primitive. */
  static DnnlLayout copy(dnnl_memory_desc borrowed) {
    dnnl_memory_desc handle = new dnnl_memory_desc();
    OneDnn.check("layout", dnnl_memory_desc_clone(handle, borrowed));
    return new DnnlLayout(handle);
  }

  /**
   * The layout of some rows within this one; their address is that of the whole.
   *
   * @param from first row; a multiple of the layout's blocks
   * @param rows number of rows
   * @param columns all columns
   */
  DnnlLayout rows(long from, long rows, long columns) {
    dnnl_memory_desc part = new dnnl_memory_desc();
    long[] sizes = {rows, columns};
    long[] offsets = {from, 0};
    OneDnn.check("rows", dnnl_memory_desc_create_submemory(part, handle, sizes, offsets));
    return new DnnlLayout(part);
  }

  dnnl_memory_desc handle() {
    return handle;
  }

  /** Bytes of a matrix laid out like this, padding included. */
  long bytes() {
    return dnnl_memory_desc_get_size(handle);
  }

  /** Whether both describe the same type and places. */
  boolean isSameAs(DnnlLayout other) {
    return dnnl_memory_desc_equal(handle, other.handle) != 0;
  }

  @Override
  public void close() {
    OneDnn.check("layout", dnnl_memory_desc_destroy(handle));
  }
}
