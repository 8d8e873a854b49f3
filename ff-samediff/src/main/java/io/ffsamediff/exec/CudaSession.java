package io.ffsamediff.exec;

import io.ffsamediff.cuda.Gpu;
import io.ffsamediff.cuda.GpuKernel;
import io.ffsamediff.cuda.GpuProduct;
import io.ffsamediff.cuda.ProductShape;
import io.ffsamediff.data.RowBlocks;
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
  private final ProductShape.Precision precision;
  private final CudaArena arena;
  private final Map<String, GpuKernel> kernels = new HashMap<>();
  private final Map<ProductShape, GpuProduct> products = new HashMap<>();
  private final IdentityHashMap<RowBlocks, CudaRows> rows = new IdentityHashMap<>();
  private final CudaCopies copies;
  private final boolean hostOrder;

  /**
   * On {@code gpu}, which is closed with this.
   *
   * @param dialect of its kernels
   * @param precision of its products
   * @param hostOrder whether blocks and rows are as on the host: for losses of pairs
   */
  CudaSession(Gpu gpu, Dialect dialect, ProductShape.Precision precision, boolean hostOrder) {
    this.copies = new CudaCopies(gpu);
    this.hostOrder = hostOrder;
    this.gpu = gpu;
    this.dialect = dialect;
    this.precision = precision;
    this.arena = new CudaArena(gpu);
  }

  Gpu gpu() {
    return gpu;
  }

  Dialect dialect() {
    return dialect;
  }

  ProductShape.Precision precision() {
    return precision;
  }

  /** Working memory of all plans. */
  CudaArena arena() {
    return arena;
  }

  /** A kernel, compiled when it is first asked for. */
  GpuKernel kernel(KernelSource source) {
    return kernels.computeIfAbsent(source.code(), code -> gpu.load(source.entry(), code));
  }

  /** A product, prepared when it is first asked for. */
  GpuProduct product(ProductShape shape) {
    return products.computeIfAbsent(shape, gpu::prepare);
  }

  /** The place of {@code blocks} on the device, made when it is first asked for. */
  CudaRows rows(RowBlocks blocks) {
    return rows.computeIfAbsent(blocks, b -> new CudaRows(this, b));
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
