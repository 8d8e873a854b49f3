package io.ffsamediff.exec;

import io.ffsamediff.cuda.Gpu;
import io.ffsamediff.cuda.GpuKernel;
import io.ffsamediff.cuda.GpuMemoryException;
import io.ffsamediff.cuda.GpuProduct;
import io.ffsamediff.cuda.GpuSource;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.cuda.ProductShape;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.kernel.Dialect;
import io.ffsamediff.kernel.KernelSource;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

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

  /** Takes note of a layer: a loss of pairs wants blocks and rows as they are on the host. */
  void add(LayerSpec spec) {
    hostOrder |= spec.comparesPairs();
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
    copies.close();
    arena.close();
    products.values().forEach(GpuProduct::close);
    kernels.values().forEach(GpuKernel::close);
    gpu.close();
  }
}
