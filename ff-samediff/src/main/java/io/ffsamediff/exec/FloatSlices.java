package io.ffsamediff.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Products of float32, by OpenBLAS. */
final class FloatSlices implements SmallProducts {

  private final SlicedProduct product;
  private final List<SlicedProduct> gradients = new ArrayList<>();

  /**
   * Prepares the products of the units from {@code fromUnit} on.
   *
   * @param z_BO receives the product; holds the gradient by it later
   * @param gradient_TU receives a tile, of as many units as it has columns
   */
  FloatSlices(
      INDArray x_BI,
      INDArray kernel_IO,
      INDArray z_BO,
      INDArray gradient_TU,
      GradientTiles tiles,
      int fromUnit) {
    int toUnit = fromUnit + gradient_TU.columns();
    product = SlicedProduct.ofUnits(x_BI, kernel_IO, z_BO, fromUnit, toUnit);
    for (int tile = 0; tile < tiles.count(); tile++) {
      gradients.add(
          SlicedProduct.ofGradient(
              x_BI, z_BO, gradient_TU, tiles.from(tile), tiles.to(tile), fromUnit));
    }
  }

  @Override
  public void multiply(int revision, int iteration) {
    product.run();
  }

  @Override
  public void gradient(int first, IntConsumer use) {
    for (int t = 0; t < gradients.size(); t++) {
      int tile = (t + first) % gradients.size();
      gradients.get(tile).run();
      use.accept(tile);
    }
  }

  @Override
  public void close() {
    // Others own the arrays.
  }
}
