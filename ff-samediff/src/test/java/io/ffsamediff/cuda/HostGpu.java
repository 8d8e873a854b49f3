package io.ffsamediff.cuda;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.ffsamediff.kernel.HostLibrary;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a device on the host: memory is the host's, kernels are plain C, products plain
 * loops. Work is done at once, or recorded and done at each replay; what is not in bounds, not open
 * or not allowed while recording is refused. Tells all calls.
 */
@SuppressWarnings("EffectivelyPrivate")
public final class HostGpu implements Gpu {

  private static final Map<String, Function> LOADED = new HashMap<>();
  private static final int BYTES = Float.BYTES;

  private final GpuFacts facts;
  private final Set<Handle> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String> calls = new ArrayList<>();
  private long limit;
  private @Nullable List<Runnable> recording;

  /** With so many bytes of memory. */
  public HostGpu(long bytes) {
    this.limit = bytes;
    this.facts = new GpuFacts("host", 9, 0, 2, 64 << 10, bytes, "0.0");
  }

  private class Handle {
    private final String what;

    Handle(String what) {
      this.what = what;
      open.add(this);
    }

    public String what() {
      return what;
    }

    public void close() {
      if (!open.remove(this)) {
        throw new IllegalStateException(what + " is closed twice");
      }
      calls.add("free " + what);
    }

    void require() {
      if (!open.contains(this)) {
        throw new IllegalStateException(what + " is closed");
      }
    }
  }

  private final class Floats extends Handle implements GpuMemory, PinnedMemory {
    private final Memory memory;
    private final boolean pinned;

    Floats(String what, long floats, boolean pinned) {
      super(what);
      this.memory = new Memory(floats * BYTES);
      this.pinned = pinned;
      for (long i = 0; i < floats; i++) {
        memory.setFloat(i * BYTES, Float.NaN);
      }
    }

    @Override
    public long floats() {
      return memory.size() / BYTES;
    }

    @Override
    public FloatBuffer buffer() {
      require();
      return memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public void close() {
      super.close();
      limit += pinned ? 0 : memory.size();
    }
  }

  private final class Kernel extends Handle implements GpuKernel {
    private final Function function;

    Kernel(String what, Function function) {
      super(what);
      this.function = function;
    }
  }

  private final class Product extends Handle implements GpuProduct {
    private final ProductShape shape;

    Product(ProductShape shape) {
      super("product");
      this.shape = shape;
    }

    @Override
    public ProductShape shape() {
      return shape;
    }
  }

  private final class Recording extends Handle implements GpuRecording {
    private final List<Runnable> work;

    Recording(List<Runnable> work) {
      super("recording");
      this.work = List.copyOf(work);
    }
  }

  /** What was called, in order. */
  public List<String> calls() {
    return calls;
  }

  /** Names of what is open. */
  public List<String> open() {
    return open.stream().map(Handle::what).toList();
  }

  @Override
  public GpuFacts facts() {
    return facts;
  }

  @Override
  public long freeBytes() {
    return limit;
  }

  @Override
  public GpuMemory allocate(String what, long floats) {
    requireNotRecording();
    if (floats * BYTES > limit) {
      throw new GpuMemoryException(what, floats * BYTES, limit);
    }
    limit -= floats * BYTES;
    calls.add("allocate %s %d".formatted(what, floats));
    return new Floats(what, floats, false);
  }

  @Override
  public PinnedMemory pin(String what, int floats) {
    requireNotRecording();
    calls.add("pin %s %d".formatted(what, floats));
    return new Floats(what, floats, true);
  }

  @Override
  public GpuKernel load(String entry, String code) {
    requireNotRecording();
    return new Kernel(entry, LOADED.computeIfAbsent(code, c -> HostLibrary.load(entry, c)));
  }

  @Override
  public GpuProduct prepare(ProductShape shape) {
    requireNotRecording();
    return new Product(shape);
  }

  private void requireNotRecording() {
    if (recording != null) {
      throw new IllegalStateException("not allowed while work is recorded");
    }
  }

  private void work(String call, Runnable work) {
    calls.add(call);
    if (recording == null) {
      work.run();
    } else {
      recording.add(work);
    }
  }

  private static Pointer pointer(GpuSlice slice, long floats) {
    slice.require(floats);
    Floats memory = (Floats) slice.memory();
    memory.require();
    return memory.memory.share(slice.start() * BYTES);
  }

  private static Pointer pointer(PinnedMemory pinned, int start, int floats) {
    Floats memory = (Floats) pinned;
    memory.require();
    if (start < 0 || start + (long) floats > memory.floats()) {
      throw new IllegalArgumentException(memory.what() + ": out of bounds");
    }
    return memory.memory.share((long) start * BYTES);
  }

  private static void move(Pointer from, Pointer to, long floats) {
    to.write(0, from.getFloatArray(0, (int) floats), 0, (int) floats);
  }

  @Override
  public void upload(PinnedMemory from, int fromStart, GpuSlice to, int floats) {
    Pointer source = pointer(from, fromStart, floats);
    Pointer target = pointer(to, floats);
    work("upload %s %d".formatted(to.memory().what(), floats), () -> move(source, target, floats));
  }

  @Override
  public void download(GpuSlice from, PinnedMemory to, int toStart, int floats) {
    Pointer source = pointer(from, floats);
    Pointer target = pointer(to, toStart, floats);
    work(
        "download %s %d".formatted(from.memory().what(), floats),
        () -> move(source, target, floats));
  }

  @Override
  public void copy(GpuSlice from, GpuSlice to, long floats) {
    Pointer source = pointer(from, floats);
    Pointer target = pointer(to, floats);
    work("copy %s %d".formatted(to.memory().what(), floats), () -> move(source, target, floats));
  }

  @Override
  public void clear(GpuSlice target, long floats) {
    Pointer pointer = pointer(target, floats);
    work(
        "clear %s %d".formatted(target.memory().what(), floats),
        () -> pointer.write(0, new float[(int) floats], 0, (int) floats));
  }

  @Override
  public void launch(GpuKernel kernel, int blocks, int threads, List<KernelArgument> arguments) {
    Kernel loaded = (Kernel) kernel;
    loaded.require();
    List<Object> values = new ArrayList<>();
    values.add(blocks);
    for (KernelArgument argument : arguments) {
      if (argument instanceof KernelArgument.Int number) {
        values.add(number.value());
      } else if (argument instanceof KernelArgument.Memory memory) {
        values.add(pointer(memory.slice(), 1));
      }
    }
    work("launch " + loaded.what(), () -> loaded.function.invoke(values.toArray()));
  }

  @Override
  public void multiply(GpuProduct product, GpuSlice a, GpuSlice b, GpuSlice c, boolean accumulate) {
    ((Product) product).require();
    ProductShape shape = product.shape();
    Pointer left = pointer(a, shape.lengthOfA());
    Pointer right = pointer(b, shape.lengthOfB());
    Pointer target = pointer(c, shape.lengthOfC());
    work("multiply " + c.memory().what(), () -> multiply(shape, left, right, target, accumulate));
  }

  private static void multiply(
      ProductShape shape, Pointer left, Pointer right, Pointer target, boolean accumulate) {
    float[] a = left.getFloatArray(0, (int) shape.lengthOfA());
    float[] b = right.getFloatArray(0, (int) shape.lengthOfB());
    float[] c =
        accumulate
            ? target.getFloatArray(0, (int) shape.lengthOfC())
            : new float[(int) shape.lengthOfC()];
    float[] sum_N = new float[shape.n()];
    for (int i = 0; i < shape.m(); i++) {
      java.util.Arrays.fill(sum_N, 0);
      for (int l = 0; l < shape.k(); l++) {
        float factor = a[shape.transposeA() ? l * shape.m() + i : i * shape.k() + l];
        for (int j = 0; j < shape.n() && factor != 0; j++) {
          sum_N[j] += factor * b[shape.transposeB() ? j * shape.k() + l : l * shape.n() + j];
        }
      }
      for (int j = 0; j < shape.n(); j++) {
        c[i * shape.n() + j] += sum_N[j];
      }
    }
    target.write(0, c, 0, c.length);
  }

  @Override
  public void startRecording() {
    requireNotRecording();
    recording = new ArrayList<>();
  }

  @Override
  public GpuRecording endRecording() {
    if (recording == null) {
      throw new IllegalStateException("nothing is recorded");
    }
    Recording made = new Recording(recording);
    recording = null;
    return made;
  }

  @Override
  public void replay(GpuRecording recording) {
    requireNotRecording();
    ((Recording) recording).require();
    calls.add("replay");
    ((Recording) recording).work.forEach(Runnable::run);
  }

  @Override
  public void synchronize() {
    requireNotRecording();
    calls.add("synchronize");
  }

  @Override
  public void close() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open());
    }
    calls.add("close");
  }
}
