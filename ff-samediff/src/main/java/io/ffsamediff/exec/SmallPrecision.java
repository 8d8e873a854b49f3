package io.ffsamediff.exec;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The precision of the products of a layer's small batches, and what they share because of it. */
final class SmallPrecision implements AutoCloseable {

  private final INDArray kernel_IO;
  private final List<Bf16Units> units = new ArrayList<>();

  /**
   * For all small batches of a layer.
   *
   * @param threads threads that share the products, each of which has some of the units
   */
  SmallPrecision(MatmulPrecision precision, LayerParameters parameters, int threads) {
    this.kernel_IO = parameters.kernel();
    if (precision == MatmulPrecision.BF16 && SmallShare.suffice(threads, parameters.spec())) {
      for (int part = 0; part < threads; part++) {
        SmallShare share = SmallShare.of(part, threads, threads, parameters.spec());
        units.add(new Bf16Units(kernel_IO, share.fromUnit(), share.toUnit()));
      }
    }
  }

  /**
   * Prepares the products of {@code share}'s units.
   *
   * @param z_BO receives the product; holds the gradient by it later
   * @param gradient_TU receives a tile of the gradient
   */
  SmallProducts products(
      SmallShare share, INDArray x_BI, INDArray z_BO, INDArray gradient_TU, GradientTiles tiles) {
    return units.isEmpty()
        ? new FloatSlices(x_BI, kernel_IO, z_BO, gradient_TU, tiles, share.fromUnit())
        : new Bf16Slices(units.get(share.part()), x_BI, z_BO, gradient_TU, tiles);
  }

  /** Forgets a kernel that has been changed otherwise than by a step. */
  void forget() {
    units.forEach(Bf16Units::forget);
  }

  @Override
  public void close() {
    units.forEach(Bf16Units::close);
  }
}
