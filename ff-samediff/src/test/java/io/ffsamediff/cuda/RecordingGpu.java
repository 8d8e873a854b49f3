package io.ffsamediff.cuda;

import io.ffsamediff.device.ComputeCapability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A device that computes nothing: it logs the calls in their order and checks what a device would
 * not forgive: ranges, handles that are closed, arguments that do not fit the kernel's parameters,
 * overlaps, and calls that a capture does not allow.
 *
 * <p>A line of the log is as in {@code launch step: 2 x 128, 0 bytes (weights+0, 3)}, {@code copy
 * a[0..4) -> b[2..6)}. What is captured is logged when it is replayed, each line after {@code " "}.
 */
public final class RecordingGpu implements Gpu {

  private final GpuFacts facts;
  private final OpenHandles handles = new OpenHandles();
  private final List<String> log = new ArrayList<>();
  private final List<String> captured = new ArrayList<>();
  private Set<GpuHandle> used = identities();
  private long taken;
  private long mostTaken;
  private boolean capturing;
  private boolean closed;

  /** A device with so much memory, of which allocations beyond fail. */
  public RecordingGpu(long totalBytes) {
    this(
        new GpuFacts(
            "recording device",
            new ComputeCapability(9, 0),
            132,
            228 << 10,
            totalBytes,
            "12.9",
            "12.9"));
  }

  /** A device that is {@code facts}. */
  public RecordingGpu(GpuFacts facts) {
    this.facts = facts;
  }

  /** The calls so far, a line each. */
  public List<String> log() {
    return List.copyOf(log);
  }

  /** Forgets the calls so far. */
  public void clearLog() {
    log.clear();
  }

  /** What the handles are for that are open, in the order of their making. */
  public List<String> open() {
    return handles.names();
  }

  /** Bytes of device memory that are taken. */
  public long taken() {
    return taken;
  }

  /** Bytes of device memory that were taken at most. */
  public long mostTaken() {
    return mostTaken;
  }

  @Override
  public GpuFacts facts() {
    return facts;
  }

  @Override
  public long freeBytes() {
    return facts.totalBytes() - taken;
  }

  @Override
  public GpuMemory allocate(String what, long bytes) {
    prepare("allocate " + what);
    if (bytes < 1) {
      throw new IllegalArgumentException(what + ": expected at least 1 byte, received " + bytes);
    }
    if (bytes > freeBytes()) {
      throw new GpuMemoryException(what, bytes, freeBytes());
    }
    taken += bytes;
    mostTaken = Math.max(mostTaken, taken);
    log.add("allocate %s: %d bytes".formatted(what, bytes));
    return handles.add(new RecordedHandle.Memory(what, bytes, this::closing));
  }

  @Override
  public PinnedMemory pin(String what, long bytes) {
    prepare("pin " + what);
    log.add("pin %s: %d bytes".formatted(what, bytes));
    return handles.add(new RecordedHandle.Pinned(what, bytes, this::closing));
  }

  @Override
  public GpuKernel load(GpuSource source) {
    prepare("load " + source.entry());
    log.add("load " + source.entry());
    return handles.add(new RecordedHandle.Kernel(source, this::closing));
  }

  @Override
  public GpuProduct product(ProductShape shape) {
    prepare("prepare product " + shape);
    log.add("prepare product " + shape);
    return handles.add(new RecordedHandle.Product(shape, this::closing));
  }

  @Override
  public void upload(PinnedMemory from, long fromFloat, GpuMemory to, long toFloat, long floats) {
    move("upload", from, fromFloat, to, toFloat, floats);
  }

  @Override
  public void download(GpuMemory from, long fromFloat, PinnedMemory to, long toFloat, long floats) {
    move("download", from, fromFloat, to, toFloat, floats);
  }

  @Override
  public void copy(GpuMemory from, long fromFloat, GpuMemory to, long toFloat, long floats) {
    requireApart(from, fromFloat, floats, to, toFloat, floats);
    move("copy", from, fromFloat, to, toFloat, floats);
  }

  @Override
  public void clear(GpuMemory memory, long fromFloat, long floats) {
    work("clear " + range(memory, fromFloat, floats));
  }

  @Override
  public void launch(GpuKernel kernel, LaunchShape shape, List<KernelArgument> arguments) {
    use(kernel);
    List<Class<? extends KernelArgument>> expected = ((RecordedHandle.Kernel) kernel).parameters();
    List<Class<?>> received = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (KernelArgument argument : arguments) {
      received.add(argument.getClass());
      texts.add(text(argument));
    }
    if (!expected.equals(received)) {
      throw new IllegalArgumentException(
          "kernel %s: expected arguments %s, received %s"
              .formatted(kernel.what(), names(expected), names(received)));
    }
    work(
        "launch %s: %d x %d, %d bytes (%s)"
            .formatted(
                kernel.what(),
                shape.blocks(),
                shape.threads(),
                shape.sharedBytes(),
                String.join(", ", texts)));
  }

  @Override
  public void multiply(GpuProduct product, GpuSlice a, GpuSlice b, GpuSlice c, float beta) {
    use(product);
    ProductShape shape = product.shape();
    requireApart(c, shape.floatsOfC(), a, shape.floatsOfA());
    requireApart(c, shape.floatsOfC(), b, shape.floatsOfB());
    work(
        "multiply %s: %s, %s -> %s, beta %s"
            .formatted(
                shape,
                range(a.memory(), a.fromFloat(), shape.floatsOfA()),
                range(b.memory(), b.fromFloat(), shape.floatsOfB()),
                range(c.memory(), c.fromFloat(), shape.floatsOfC()),
                beta));
  }

  @Override
  public void beginCapture() {
    prepare("begin another capture");
    capturing = true;
    captured.clear();
    used = identities();
    log.add("begin capture");
  }

  @Override
  public GpuGraph endCapture() {
    if (!capturing) {
      throw new IllegalStateException("capture: expected to have begun, received its end");
    }
    capturing = false;
    log.add("end capture");
    return handles.add(new RecordedHandle.Graph(captured, used, this::closing));
  }

  @Override
  public void replay(GpuGraph graph) {
    prepare("replay a graph");
    handles.require(graph);
    RecordedHandle.Graph work = (RecordedHandle.Graph) graph;
    work.used().forEach(handles::require);
    log.add("replay");
    work.work().forEach(line -> log.add("  " + line));
  }

  @Override
  public void synchronize() {
    prepare("wait");
    log.add("synchronize");
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    capturing = false;
    List<String> left = handles.closeAll();
    log.add("close device");
    if (!left.isEmpty()) {
      throw OpenHandles.left(left);
    }
  }

  private void closing(RecordedHandle handle) {
    requireNoCapture("close " + handle.what());
    handles.remove(handle);
    if (handle instanceof GpuMemory) {
      taken -= handle.bytes();
    }
    log.add("close " + handle.what());
  }

  private void move(
      String verb, GpuHandle from, long fromFloat, GpuHandle to, long toFloat, long floats) {
    work("%s %s -> %s".formatted(verb, range(from, fromFloat, floats), range(to, toFloat, floats)));
  }

  private void work(String line) {
    (capturing ? captured : log).add(line);
  }

  private String text(KernelArgument argument) {
    if (argument instanceof KernelArgument.Memory memory) {
      GpuMemory held = memory.slice().memory();
      use(held);
      return held.what() + "+" + memory.slice().fromFloat();
    }
    if (argument instanceof KernelArgument.Int number) {
      return Integer.toString(number.value());
    }
    if (argument instanceof KernelArgument.Float number) {
      return Float.toString(number.value());
    }
    return Long.toString(((KernelArgument.Long) argument).value());
  }

  private String range(GpuHandle handle, long from, long floats) {
    use(handle);
    handle.requireFloats(from, floats);
    return "%s[%d..%d)".formatted(handle.what(), from, from + floats);
  }

  private void use(GpuHandle handle) {
    handles.require(handle);
    if (capturing) {
      used.add(handle);
    }
  }

  private static void requireApart(GpuSlice one, long floats, GpuSlice other, long otherFloats) {
    requireApart(
        one.memory(), one.fromFloat(), floats, other.memory(), other.fromFloat(), otherFloats);
  }

  private static void requireApart(
      GpuHandle one, long from, long floats, GpuHandle other, long otherFrom, long otherFloats) {
    if (one == other && from < otherFrom + otherFloats && otherFrom < from + floats) {
      throw new IllegalArgumentException(
          "%s: expected ranges that do not overlap, received values from %d and from %d"
              .formatted(one.what(), from, otherFrom));
    }
  }

  private void prepare(String doing) {
    if (closed) {
      throw new IllegalStateException("device: expected an open one, received a call to " + doing);
    }
    requireNoCapture(doing);
  }

  private void requireNoCapture(String doing) {
    if (capturing) {
      throw new IllegalStateException(
          "capture: expected work on the stream only, received a call to " + doing);
    }
  }

  private static List<String> names(List<? extends Class<?>> kinds) {
    return kinds.stream().map(Class::getSimpleName).toList();
  }

  private static Set<GpuHandle> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
