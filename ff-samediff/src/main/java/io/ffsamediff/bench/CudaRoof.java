package io.ffsamediff.bench;

import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.exec.CudaGraphExecutor;
import io.ffsamediff.exec.CudaProducts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Products by cuBLASLt on the device on which the layers train: the very ones of their steps, in
 * the same precision, blocks and memory.
 */
final class CudaRoof implements Roof {

  private final List<List<Counted>> layers = new ArrayList<>();
  private @Nullable CudaProducts large;

  /** Products of a batch, and how many of its size an inner epoch has. */
  private record Counted(CudaProducts products, int batches) {}

  /**
   * For the layers of {@code training}, of which a pass is run, so that there is something to
   * multiply; empty where they do not train on CUDA by the engine's own executor.
   */
  static Optional<CudaRoof> of(TrainingPass training) {
    List<CudaGraphExecutor> executors = training.onCuda();
    if (executors.isEmpty()) {
      return Optional.empty();
    }
    training.run(StepObserver.NONE);
    return Optional.of(new CudaRoof(training, executors));
  }

  private CudaRoof(TrainingPass training, List<CudaGraphExecutor> executors) {
    for (int layer = 0; layer < executors.size(); layer++) {
      List<Counted> products = new ArrayList<>();
      for (Map.Entry<RowBlocks, Integer> batches : training.stepped(layer).entrySet()) {
        products.add(
            new Counted(executors.get(layer).products(batches.getKey()), batches.getValue()));
      }
      layers.add(products);
    }
  }

  private CudaProducts first() {
    return layers.get(0).get(0).products();
  }

  @Override
  public MeasuredRoof name(String hardware) {
    String precision = first().precision().name().toLowerCase(Locale.ROOT);
    return new MeasuredRoof("cuBLASLt", precision, hardware);
  }

  @Override
  public double gflops() {
    CudaProducts product = large;
    if (product == null) {
      product = first().other(GemmRoof.ROWS, GemmRoof.UNITS, GemmRoof.INPUTS);
      large = product;
    }
    return Roofline.gflops(product.operations(), product.seconds());
  }

  @Override
  public double productSeconds(int layer) {
    return layers.get(layer).stream()
        .mapToDouble(counted -> counted.batches() * counted.products().seconds())
        .sum();
  }

  /** Nothing is left: the device has been waited for. */
  @Override
  public void rest() {}

  @Override
  public Long takenBytes() {
    return first().takenBytes();
  }

  @Override
  public int blockRows() {
    return layers.stream()
        .flatMap(List::stream)
        .mapToInt(counted -> counted.products().shapes().get(0).m())
        .max()
        .orElse(0);
  }

  @Override
  public void close() {
    if (large != null) {
      large.close();
    }
    layers.forEach(products -> products.forEach(counted -> counted.products().close()));
  }
}
