package io.ffsamediff.cuda;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.ffsamediff.device.ComputeCapability;
import io.ffsamediff.kernel.HostLibrary;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a device on the host: memory is the host's, kernels are plain C, products are
 * {@link HostProduct}'s. Work is done at once, or recorded and done at each replay; what is not in
 * bounds, not open or not allowed while recording is refused. Tells all calls.
 */
public final class HostGpu implements Gpu {

  /** By their text; for the whole process, in which the same text comes again and again. */
  private static final Map<String, Function> COMPILED = new HashMap<>();

  private static final int BYTES = Float.BYTES;

  /** What undefined memory holds: floats of such bytes are not numbers. */
  private static final byte NOT_A_NUMBER = -1;

  private final GpuFacts facts;
  private final Set<Handle> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String> calls = new ArrayList<>();
  private final List<GpuSource> uncompiled = new ArrayList<>();
  private final long missing;
  private float error = 1;
  private long limit;
  private long taken;
  private long mostTaken;
  private @Nullable List<Runnable> recording;

  /** With so many bytes of memory. */
  public HostGpu(long bytes) {
    this(bytes, 0);
  }

  /** With so many bytes of memory, and more that it promises and does not have. */
  public HostGpu(long bytes, long missing) {
    this.limit = bytes;
    this.missing = missing;
    this.facts =
        new GpuFacts("host", new ComputeCapability(9, 0), 2, 64 << 10, bytes, "0.0", "0.0");
  }

  private abstract class Handle implements GpuHandle {
    private final String what;

    Handle(String what) {
      this.what = what;
      open.add(this);
    }

    @Override
    public String what() {
      return what;
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public void close() {
      requireNotRecording();
      if (open.remove(this)) {
        calls.add("free " + what);
        closed();
      }
    }

    void closed() {}

    void require() {
      if (!open.contains(this)) {
        throw new IllegalStateException(what + " is closed");
      }
    }
  }

  private final class Floats extends Handle implements PinnedMemory {
    private final Memory memory;

    Floats(String what, long bytes) {
      super(what);
      this.memory = new Memory(bytes);
      memory.setMemory(0, bytes, NOT_A_NUMBER);
    }

    @Override
    public long bytes() {
      return memory.size();
    }

    @Override
    public FloatBuffer floats() {
      require();
      return HostGpu.floats(memory, memory.size() / BYTES);
    }

    @Override
    public IntBuffer ints() {
      require();
      return memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder()).asIntBuffer();
    }
  }

  private final class Values extends Handle implements GpuMemory {
    private final Memory memory;

    Values(String what, long bytes) {
      super(what);
      this.memory = new Memory(bytes);
      memory.setMemory(0, bytes, NOT_A_NUMBER);
    }

    @Override
    public long bytes() {
      return memory.size();
    }

    @Override
    void closed() {
      limit += memory.size();
      taken -= memory.size();
    }
  }

  private final class Kernel extends Handle implements GpuKernel {
    private final GpuSource source;

    Kernel(GpuSource source) {
      super(source.entry());
      this.source = source;
    }

    Function function() {
      if (!COMPILED.containsKey(source.code())) {
        compileAll();
      }
      return Objects.requireNonNull(COMPILED.get(source.code()));
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

  private final class Recording extends Handle implements GpuGraph {
    private final List<Runnable> work;

    Recording(List<Runnable> work) {
      super("recording");
      this.work = List.copyOf(work);
    }
  }

  /** This device, whose products are wrong by a factor. */
  public HostGpu multiplyingBy(float factor) {
    error = factor;
    return this;
  }

  /** What was called, in order. */
  public List<String> calls() {
    return calls;
  }

  /** Most bytes of device memory that were taken at a time. */
  public long mostTaken() {
    return mostTaken;
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
    return limit + missing;
  }

  @Override
  public GpuMemory allocate(String what, long bytes) {
    requireNotRecording();
    if (bytes > limit) {
      throw new GpuMemoryException(what, bytes, limit);
    }
    limit -= bytes;
    taken += bytes;
    mostTaken = Math.max(mostTaken, taken);
    calls.add("allocate %s %d".formatted(what, bytes));
    return new Values(what, bytes);
  }

  @Override
  public PinnedMemory pin(String what, long bytes) {
    requireNotRecording();
    calls.add("pin %s %d".formatted(what, bytes));
    return new Floats(what, bytes);
  }

  @Override
  public GpuKernel load(GpuSource source) {
    requireNotRecording();
    uncompiled.add(source);
    return new Kernel(source);
  }

  /** All that was loaded until one of them is needed: a call of the compiler each takes long. */
  private void compileAll() {
    Set<GpuSource> sources = new LinkedHashSet<>(uncompiled);
    sources.removeIf(source -> COMPILED.containsKey(source.code()));
    List<Function> functions =
        HostLibrary.load(
            sources.stream().map(s -> new HostLibrary.Source(s.entry(), s.code())).toList());
    int next = 0;
    for (GpuSource source : sources) {
      COMPILED.put(source.code(), functions.get(next++));
    }
    uncompiled.clear();
  }

  @Override
  public GpuProduct product(ProductShape shape) {
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

  private static Pointer pointer(GpuMemory memory, long from, long floats) {
    memory.requireFloats(from, floats);
    ((Values) memory).require();
    return ((Values) memory).memory.share(from * BYTES);
  }

  private static Pointer pointer(GpuSlice slice, long floats) {
    return pointer(slice.memory(), slice.fromFloat(), floats);
  }

  private static Pointer pointer(PinnedMemory memory, long from, long floats) {
    memory.requireFloats(from, floats);
    ((Floats) memory).require();
    return ((Floats) memory).memory.share(from * BYTES);
  }

  private static FloatBuffer floats(Pointer pointer, long floats) {
    return pointer.getByteBuffer(0, floats * BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private static Runnable move(Pointer from, Pointer to, long floats) {
    FloatBuffer source = floats(from, floats);
    FloatBuffer target = floats(to, floats);
    return () -> target.put(0, source, 0, (int) floats);
  }

  @Override
  public void upload(PinnedMemory from, long fromFloat, GpuMemory to, long toFloat, long floats) {
    Pointer source = pointer(from, fromFloat, floats);
    Pointer target = pointer(to, toFloat, floats);
    work("upload %s %d".formatted(to.what(), floats), move(source, target, floats));
  }

  @Override
  public void download(GpuMemory from, long fromFloat, PinnedMemory to, long toFloat, long floats) {
    Pointer source = pointer(from, fromFloat, floats);
    Pointer target = pointer(to, toFloat, floats);
    work("download %s %d".formatted(from.what(), floats), move(source, target, floats));
  }

  @Override
  public void copy(GpuMemory from, long fromFloat, GpuMemory to, long toFloat, long floats) {
    Pointer source = pointer(from, fromFloat, floats);
    Pointer target = pointer(to, toFloat, floats);
    work("copy %s %d".formatted(to.what(), floats), move(source, target, floats));
  }

  @Override
  public void clear(GpuMemory memory, long fromFloat, long floats) {
    Pointer pointer = pointer(memory, fromFloat, floats);
    work(
        "clear %s %d".formatted(memory.what(), floats),
        () -> pointer.setMemory(0, floats * BYTES, (byte) 0));
  }

  @Override
  public void launch(GpuKernel kernel, LaunchShape shape, List<KernelArgument> arguments) {
    Kernel loaded = (Kernel) kernel;
    loaded.require();
    List<Object> values = new ArrayList<>();
    values.add(shape.blocks());
    for (KernelArgument argument : arguments) {
      if (argument instanceof KernelArgument.Int number) {
        values.add(number.value());
      } else if (argument instanceof KernelArgument.Memory memory) {
        values.add(pointer(memory.slice(), 1));
      }
    }
    Function function = loaded.function();
    work("launch " + loaded.what(), () -> function.invoke(values.toArray()));
  }

  @Override
  public void multiply(GpuProduct product, GpuSlice a, GpuSlice b, GpuSlice c, float beta) {
    ((Product) product).require();
    ProductShape shape = ((Product) product).shape;
    FloatBuffer left = floats(pointer(a, shape.floatsOfA()), shape.floatsOfA());
    FloatBuffer right = floats(pointer(b, shape.floatsOfB()), shape.floatsOfB());
    FloatBuffer target = floats(pointer(c, shape.floatsOfC()), shape.floatsOfC());
    work(
        "multiply " + c.memory().what(),
        () -> HostProduct.multiply(shape, left, right, target, error, beta));
  }

  @Override
  public void beginCapture() {
    requireNotRecording();
    recording = new ArrayList<>();
  }

  @Override
  public GpuGraph endCapture() {
    if (recording == null) {
      throw new IllegalStateException("nothing is recorded");
    }
    Recording made = new Recording(recording);
    recording = null;
    return made;
  }

  @Override
  public void replay(GpuGraph graph) {
    requireNotRecording();
    ((Recording) graph).require();
    calls.add("replay");
    ((Recording) graph).work.forEach(Runnable::run);
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
