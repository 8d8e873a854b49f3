package io.ffsamediff.exec;

import io.ffsamediff.cuda.Gpu;
import io.ffsamediff.cuda.GpuKernel;
import io.ffsamediff.cuda.GpuMemoryException;
import io.ffsamediff.cuda.GpuProduct;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.cuda.GpuSource;
import io.ffsamediff.cuda.KernelArgument;
import io.ffsamediff.cuda.LaunchShape;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.cuda.ProductShape;
import io.ffsamediff.data.PairBlocks;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.DenseParameters;
import io.ffsamediff.kernel.Dialect;
import io.ffsamediff.kernel.KernelSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the executors of a network share on a device: compiled kernels, prepared products, working
 * memory, and the rows of layers, which stay there.
 */
final class CudaSession implements AutoCloseable {

  private final Gpu gpu;
  private final Dialect dialect;
  private final Precision precision;
  private final CudaArena arena;
  private final Map<String, GpuKernel> kernels = new HashMap<>();
  private final Map<ProductShape, GpuProduct> products = new HashMap<>();
  private final IdentityHashMap<RowBlocks, CudaRows> rows = new IdentityHashMap<>();
  private final IdentityHashMap<PairBlocks, CudaImages> images = new IdentityHashMap<>();
  private final IdentityHashMap<DenseParameters, CudaCopy> parameters = new IdentityHashMap<>();
  private final CudaCopies copies;
  private boolean hostOrder;

  /**
   * On {@code gpu}, which is closed with this.
   *
   * @param dialect of its kernels
   * @param precision of its products
   */
  CudaSession(Gpu gpu, Dialect dialect, Precision precision) {
    this.copies = new CudaCopies(gpu);
    this.gpu = gpu;
    this.dialect = dialect;
    this.precision = precision;
    this.arena = new CudaArena(gpu);
  }

  /** Has blocks and rows be as they are on the host, which losses of pairs want. */
  void keepHostOrder() {
    hostOrder = true;
  }

  Gpu gpu() {
    return gpu;
  }

  Dialect dialect() {
    return dialect;
  }

  Precision precision() {
    return precision;
  }

  /** Working memory of all plans. */
  CudaArena arena() {
    return arena;
  }

  /** A kernel, compiled when it is first asked for. */
  GpuKernel kernel(KernelSource source) {
    return kernels.computeIfAbsent(
        source.code(), code -> gpu.load(new GpuSource(source.entry(), code)));
  }

  /**
   * Runs a kernel without sums.
   *
   * @param arrays where its inputs and what it stores are, by name
   */
  void launch(KernelSource source, int rows, Map<String, GpuSlice> arrays) {
    List<KernelArgument> arguments = new ArrayList<>();
    arguments.add(new KernelArgument.Int(rows));
    Stream.concat(source.inputs().stream(), source.stored().stream())
        .map(name -> Objects.requireNonNull(arrays.get(name), name))
        .forEach(array -> arguments.add(new KernelArgument.Memory(array)));
    int blocks = source.blocks(rows, gpu.facts().multiprocessors(), gpu.facts().sharedBytes());
    gpu.launch(kernel(source), new LaunchShape(blocks, source.threads(), 0), arguments);
  }

  /** A product, prepared when it is first asked for. */
  GpuProduct product(ProductShape shape) {
    return products.computeIfAbsent(shape, gpu::product);
  }

  /** The place of {@code blocks} on the device, made when it is first asked for. */
  CudaRows rows(RowBlocks blocks) {
    CudaRows known = rows.get(blocks);
    if (known == null) {
      known = place(blocks);
      rows.put(blocks, known);
    }
    return known;
  }

  /** The images of pairs on the device, made when they are first asked for. */
  CudaImages images(PairBlocks pairs) {
    CudaImages known = images.get(pairs);
    if (known == null) {
      known = new CudaImages(this, pairs);
      images.put(pairs, known);
    }
    return known;
  }

  /** Takes note of parameters that train on the device. */
  void add(DenseParameters host, CudaCopy device) {
    parameters.put(host, device);
  }

  /** The place of parameters that train on the device; empty for others. */
  Optional<CudaCopy> parameters(DenseParameters host) {
    return Optional.ofNullable(parameters.get(host));
  }

  /** Working memory makes room where it must: it can do with less. */
  private CudaRows place(RowBlocks blocks) {
    try {
      return new CudaRows(this, blocks);
    } catch (GpuMemoryException e) {
      arena.release();
      return new CudaRows(this, blocks);
    }
  }

  /** Copies between host and device. */
  CudaCopies copies() {
    return copies;
  }

  /** Whether blocks and rows are as on the host. */
  boolean hostOrder() {
    return hostOrder;
  }

  /** Waits until all work is done. */
  void synchronize() {
    gpu.synchronize();
    copies.settled();
  }

  @Override
  public void close() {
    gpu.synchronize();
    rows.values().forEach(CudaRows::close);
    images.values().forEach(CudaImages::close);
    copies.close();
    arena.close();
    products.values().forEach(GpuProduct::close);
    kernels.values().forEach(GpuKernel::close);
    gpu.close();
  }
}
