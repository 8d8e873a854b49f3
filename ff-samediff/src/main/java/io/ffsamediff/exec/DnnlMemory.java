package io.ffsamediff.exec;

import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;

import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An operand of a primitive: a layout that stays and an address that may change between runs. */
final class DnnlMemory implements AutoCloseable {

  private final dnnl_memory handle = new dnnl_memory();
  private final Address address = new Address();

  /** Kept from being freed while this points into it. */
  @SuppressWarnings("UnusedVariable")
  private @Nullable Object owner;

  /** A pointer that can be moved, so that moving allocates nothing. */
  private static final class Address extends Pointer {
    boolean isAt(long value) {
      return address == value;
    }

    Address moveTo(long value) {
      address = value;
      return this;
    }
  }

  /**
   * An operand that points nowhere yet.
   *
   * @param layout stays the caller's
   */
  DnnlMemory(OneDnn dnn, DnnlLayout layout) {
    OneDnn.check("memory", dnnl_memory_create(handle, layout.handle(), dnn.engine(), address));
  }

  /** Points to the first element of {@code array} from now on. */
  void moveTo(INDArray array) {
    moveTo(MatrixLayout.address(array), array);
  }

  /** Points to the first element of {@code matrix} from now on. */
  void moveTo(Bf16Matrix matrix) {
    moveTo(matrix.address(), matrix);
  }

  /** Points to the first byte of {@code memory} from now on. */
  void moveTo(AlignedMemory memory) {
    moveTo(memory.address(), memory);
  }

  private void moveTo(long newAddress, Object newOwner) {
    owner = newOwner;
    if (!address.isAt(newAddress)) {
      OneDnn.check("memory", dnnl_memory_set_data_handle(handle, address.moveTo(newAddress)));
    }
  }

  dnnl_memory handle() {
    return handle;
  }

  @Override
  public void close() {
    OneDnn.check("memory", dnnl_memory_destroy(handle));
  }
}
