package io.ffsamediff.bench;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Products by ND4J's matmul, where its arrays are. */
final class HostRoof implements Roof {

  /*
   * The products alone use BLAS's own threads, which spin for 2^26 cycles after their last product, about
   * 27 ms at 2.5 GHz. Training uses none of them, so a pass waits until they sleep.
   */
  private static final long BLAS_REST_NANOS = 100_000_000;

  private final GemmRoof gemm = new GemmRoof();
  private final List<LayerProducts> layers;
  private final int blockRows;

  /** For the layers of {@code training}. */
  HostRoof(TrainingPass training) {
    this.blockRows = training.blockRows();
    this.layers =
        IntStream.range(0, training.layers())
            .mapToObj(layer -> new LayerProducts(training.shape(layer)))
            .toList();
  }

  @Override
  public MeasuredRoof name(String hardware) {
    return new MeasuredRoof("ND4J's matmul", "f32", hardware);
  }

  @Override
  public double gflops() {
    return gemm.measure();
  }

  @Override
  public double productSeconds(int layer) {
    return layers.get(layer).measure();
  }

  @Override
  public int blockRows() {
    return blockRows;
  }

  @Override
  public @Nullable Long takenBytes() {
    return null;
  }

  @Override
  public void rest() {
    LockSupport.parkNanos(BLAS_REST_NANOS);
  }

  @Override
  public void close() {
    gemm.close();
    layers.forEach(LayerProducts::close);
  }
}
