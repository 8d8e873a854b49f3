package io.ffsamediff.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A handle of {@link RecordingGpu}. */
abstract class RecordedHandle implements GpuHandle {

  private final String what;
  private final long bytes;
  private final Consumer<RecordedHandle> closing;
  private boolean closed;

  RecordedHandle(String what, long bytes, Consumer<RecordedHandle> closing) {
    this.what = what;
    this.bytes = bytes;
    this.closing = closing;
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (!closed) {
      closing.accept(this);
      closed = true;
    }
  }

  static final class Memory extends RecordedHandle implements GpuMemory {
    Memory(String what, long bytes, Consumer<RecordedHandle> closing) {
      super(what, bytes, closing);
    }
  }

  static final class Pinned extends RecordedHandle implements PinnedMemory {

    private final ByteBuffer memory;

    Pinned(String what, long bytes, Consumer<RecordedHandle> closing) {
      super(what, bytes, closing);
      memory = ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    @Override
    public FloatBuffer floats() {
      return memory.asFloatBuffer();
    }

    @Override
    public IntBuffer ints() {
      return memory.asIntBuffer();
    }
  }

  static final class Kernel extends RecordedHandle implements GpuKernel {

    private final List<Class<? extends KernelArgument>> parameters;

    Kernel(GpuSource source, Consumer<RecordedHandle> closing) {
      super(source.entry(), source.code().length(), closing);
      parameters = KernelSignature.of(source);
    }

    List<Class<? extends KernelArgument>> parameters() {
      return parameters;
    }
  }

  static final class Product extends RecordedHandle implements GpuProduct {

    private final ProductShape shape;

    Product(ProductShape shape, Consumer<RecordedHandle> closing) {
      super("product " + shape, 0, closing);
      this.shape = shape;
    }

    @Override
    public ProductShape shape() {
      return shape;
    }
  }

  /** What was captured: the lines of the log, and the handles that they use. */
  static final class Graph extends RecordedHandle implements GpuGraph {

    private final List<String> work;
    private final Set<GpuHandle> used;

    Graph(List<String> work, Set<GpuHandle> used, Consumer<RecordedHandle> closing) {
      super("captured graph", 0, closing);
      this.work = List.copyOf(work);
      this.used = used;
    }

    List<String> work() {
      return work;
    }

    Set<GpuHandle> used() {
      return used;
    }
  }
}
