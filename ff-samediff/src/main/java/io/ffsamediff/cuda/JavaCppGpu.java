package io.ffsamediff.cuda;

import static io.ffsamediff.cuda.CudaCalls.driver;
import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoDAsync;
import static org.bytedeco.cuda.global.cudart.cuMemcpyDtoHAsync;
import static org.bytedeco.cuda.global.cudart.cuMemcpyHtoDAsync;
import static org.bytedeco.cuda.global.cudart.cuMemsetD32Async;
import static org.bytedeco.cuda.global.cudart.cuStreamSynchronize;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device by CUDA's driver API, NVRTC and cuBLASLt, as JavaCPP's presets ({@code
 * org.bytedeco:cuda}) bring them to Java.
 */
public final class JavaCppGpu implements Gpu {

  private final DeviceContext context;
  private final GpuFacts facts;
  private final KernelTarget target;
  private final KernelCache cache;
  private final OpenHandles handles = new OpenHandles();
  private final KernelParameters parameters = new KernelParameters();
  private final CudaHandle.HandleOwner owner = new Owner();
  private @Nullable LtProducts products;
  private boolean capturing;
  private boolean closed;

  private JavaCppGpu(DeviceContext context, KernelCache cache) {
    this.context = context;
    this.facts = context.facts(KernelCompiler.version());
    this.target = KernelTarget.choose(facts.capability(), KernelCompiler.known());
    this.cache = cache;
  }

  /**
   * Opens a device, with the user's cache of kernels.
   *
   * @param index its number among those that the process sees, from 0
   * @throws GpuException if there is no such device, or the driver or a library of NVIDIA is
   *     missing; it says which and what to install
   */
  public static JavaCppGpu open(int index) {
    CudaLibraries.load();
    DeviceContext context = DeviceContext.open(index);
    try {
      return new JavaCppGpu(context, KernelCache.ofUser(System.getenv()));
    } catch (GpuException e) {
      context.close();
      throw e;
    }
  }

  private final class Owner implements CudaHandle.HandleOwner {

    @Override
    public void prepareToClose(GpuHandle handle) {
      requireNoCapture("close " + handle.what());
      // A failure of earlier work is reported by what is called next.
      context.settle();
    }

    @Override
    public void closed(GpuHandle handle) {
      handles.remove(handle);
    }
  }

  @Override
  public GpuFacts facts() {
    return facts;
  }

  @Override
  public long freeBytes() {
    context.use();
    return DeviceMemory.freeBytes();
  }

  @Override
  public GpuMemory allocate(String what, long bytes) {
    prepare("allocate " + what);
    return handles.add(DeviceMemory.allocate(owner, what, bytes));
  }

  @Override
  public PinnedMemory pin(String what, long bytes) {
    prepare("pin " + what);
    return handles.add(HostMemory.allocate(owner, what, bytes));
  }

  @Override
  public GpuKernel load(GpuSource source) {
    prepare("load " + source.entry());
    byte[] image = cache.get(ingredients(source), () -> KernelCompiler.compile(source, target));
    return handles.add(LoadedKernel.load(owner, source.entry(), image));
  }

  /** All that the machine code depends on. */
  private List<String> ingredients(GpuSource source) {
    List<String> all = new ArrayList<>(KernelCompiler.options(target));
    all.addAll(
        List.of(
            source.entry(),
            source.code(),
            facts.cudaVersion(),
            facts.driverVersion(),
            facts.name(),
            facts.capability().toString()));
    return all;
  }

  @Override
  public GpuProduct product(ProductShape shape) {
    prepare("prepare product " + shape);
    return handles.add(new LtProduct(owner, products(), shape));
  }

  private LtProducts products() {
    LtProducts opened = products;
    if (opened == null) {
      opened = LtProducts.open(owner, facts.workspaceBytes());
      products = opened;
    }
    return opened;
  }

  @Override
  public void upload(PinnedMemory from, long fromFloat, GpuMemory to, long toFloat, long floats) {
    range(from, fromFloat, floats);
    long address = address(to, toFloat, floats);
    driver(
        "cuMemcpyHtoDAsync to " + to.what(),
        cuMemcpyHtoDAsync(
            address, ((HostMemory) from).at(fromFloat), floats * Float.BYTES, context.stream()));
  }

  @Override
  public void download(GpuMemory from, long fromFloat, PinnedMemory to, long toFloat, long floats) {
    range(to, toFloat, floats);
    long address = address(from, fromFloat, floats);
    driver(
        "cuMemcpyDtoHAsync of " + from.what(),
        cuMemcpyDtoHAsync(
            ((HostMemory) to).at(toFloat), address, floats * Float.BYTES, context.stream()));
  }

  @Override
  public void copy(GpuMemory from, long fromFloat, GpuMemory to, long toFloat, long floats) {
    long source = address(from, fromFloat, floats);
    long destination = address(to, toFloat, floats);
    driver(
        "cuMemcpyDtoDAsync of " + from.what(),
        cuMemcpyDtoDAsync(destination, source, floats * Float.BYTES, context.stream()));
  }

  @Override
  public void clear(GpuMemory memory, long fromFloat, long floats) {
    long address = address(memory, fromFloat, floats);
    driver(
        "cuMemsetD32Async of " + memory.what(),
        cuMemsetD32Async(address, 0, floats, context.stream()));
  }

  @Override
  public void launch(GpuKernel kernel, LaunchShape shape, List<KernelArgument> arguments) {
    handles.require(kernel);
    for (KernelArgument argument : arguments) {
      if (argument instanceof KernelArgument.Memory memory) {
        handles.require(memory.slice().memory());
      }
    }
    ((LoadedKernel) kernel).launch(shape, context.stream(), parameters.of(arguments));
  }

  @Override
  public void multiply(GpuProduct product, GpuSlice a, GpuSlice b, GpuSlice c, float beta) {
    handles.require(product);
    ProductShape shape = product.shape();
    ((LtProduct) product)
        .multiply(
            context.stream(),
            address(a.memory(), a.fromFloat(), shape.floatsOfA()),
            address(b.memory(), b.fromFloat(), shape.floatsOfB()),
            address(c.memory(), c.fromFloat(), shape.floatsOfC()),
            beta);
  }

  @Override
  public void beginCapture() {
    prepare("begin another capture");
    CapturedGraph.begin(context.stream());
    capturing = true;
  }

  @Override
  public GpuGraph endCapture() {
    if (!capturing) {
      throw new IllegalStateException("capture: expected to have begun, received its end");
    }
    capturing = false;
    return handles.add(CapturedGraph.end(owner, context.stream()));
  }

  @Override
  public void replay(GpuGraph graph) {
    prepare("replay a graph");
    handles.require(graph);
    ((CapturedGraph) graph).launch(context.stream());
  }

  @Override
  public void synchronize() {
    prepare("wait");
    driver("cuStreamSynchronize", cuStreamSynchronize(context.stream()));
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (capturing) {
      capturing = false;
      CapturedGraph.abandon(context.stream());
    }
    List<String> left = handles.closeAll();
    if (products != null) {
      products.close();
    }
    parameters.close();
    context.close();
    if (!left.isEmpty()) {
      throw OpenHandles.left(left);
    }
  }

  private void prepare(String doing) {
    if (closed) {
      throw new IllegalStateException("device: expected an open one, received a call to " + doing);
    }
    requireNoCapture(doing);
    context.use();
  }

  private void requireNoCapture(String doing) {
    if (capturing) {
      throw new IllegalStateException(
          "capture: expected work on the stream only, received a call to " + doing);
    }
  }

  private void range(GpuHandle handle, long from, long floats) {
    handles.require(handle);
    handle.requireFloats(from, floats);
  }

  private long address(GpuMemory memory, long from, long floats) {
    range(memory, from, floats);
    return ((DeviceMemory) memory).address(from);
  }
}
