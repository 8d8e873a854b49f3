package io.ffsamediff.exec;

import io.ffsamediff.data.HostArrays;
import io.ffsamediff.device.OpenMpThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Products of bfloat16 summed in float32, by oneDNN. */
final class Bf16Slices implements SmallProducts {

  private final Bf16Units units;
  private final GradientTiles tiles;
  private final INDArray x_BI;
  private final INDArray z_BU;
  private final INDArray gradient_TU;
  private final Bf16Matrix dz_BU;
  private final Bf16Rounding rounding;
  private final List<Bf16Matrix> columns_TB = new ArrayList<>();
  private Optional<Bf16Product> product = Optional.empty();
  private Optional<Bf16Product> whole = Optional.empty();
  private Optional<Bf16Product> rest = Optional.empty();
  private int revision;
  private int iteration;

  /**
   * Prepares the products of {@code units}.
   *
   * @param z_BO receives the product; holds the gradient by it later
   * @param gradient_TU receives a tile, of as many units as it has columns
   */
  Bf16Slices(
      Bf16Units units, INDArray x_BI, INDArray z_BO, INDArray gradient_TU, GradientTiles tiles) {
    this.units = units;
    this.tiles = tiles;
    this.x_BI = x_BI;
    this.z_BU = units.of(z_BO);
    this.gradient_TU = gradient_TU;
    this.dz_BU = Bf16Matrix.allocate(z_BU.rows(), z_BU.columns());
    this.rounding = new Bf16Rounding(units.dnn(), z_BU, dz_BU);
  }

  @Override
  public void multiply(int revision, int iteration) {
    OpenMpThreads.withOne(() -> multiplyAlone(revision, iteration));
  }

  private void multiplyAlone(int revision, int iteration) {
    this.revision = revision;
    this.iteration = iteration;
    units.inputs().setRevision(revision);
    Bf16Matrix left_BI = units.inputs().rows(x_BI);
    if (product.isEmpty()) {
      product = Optional.of(units.product(left_BI, z_BU));
    }
    units.bringUpTo(iteration);
    product.get().run();
  }

  @Override
  public void gradient(int first, IntConsumer use) {
    OpenMpThreads.withOne(() -> gradientAlone(first, use));
  }

  private void gradientAlone(int first, IntConsumer use) {
    takeGradient();
    for (int t = 0; t < columns_TB.size(); t++) {
      int tile = (t + first) % columns_TB.size();
      Bf16Matrix left_TB = columns_TB.get(tile);
      Bf16Product fitting = (left_TB.rows() < tiles.rows() ? rest : whole).orElseThrow();
      fitting.left(left_TB);
      fitting.run();
      use.accept(tile);
      units.round(tile);
    }
    units.isOf(iteration + 1);
  }

  private void takeGradient() {
    units.inputs().setRevision(revision);
    Bf16Matrix x_IB = units.inputs().columns(x_BI);
    rounding.run(z_BU, dz_BU);
    if (columns_TB.isEmpty()) {
      prepareGradient(x_IB);
    } else {
      whole.ifPresent(all -> all.right(dz_BU));
      rest.ifPresent(last -> last.right(dz_BU));
    }
  }

  private void prepareGradient(Bf16Matrix x_IB) {
    for (int tile = 0; tile < tiles.count(); tile++) {
      columns_TB.add(x_IB.rows(tiles.from(tile), tiles.to(tile)));
    }
    Bf16Matrix last_TB = columns_TB.get(columns_TB.size() - 1);
    whole = Optional.of(tileProduct(columns_TB.get(0)));
    if (last_TB.rows() < tiles.rows()) {
      rest = Optional.of(tileProduct(last_TB));
    }
  }

  private Bf16Product tileProduct(Bf16Matrix left_TB) {
    INDArray target_TU = HostArrays.rows(gradient_TU, 0, (int) left_TB.rows());
    return new Bf16Product(units.dnn(), left_TB, dz_BU, target_TU, false);
  }

  @Override
  public void close() {
    product.ifPresent(Bf16Product::close);
    whole.ifPresent(Bf16Product::close);
    rest.ifPresent(Bf16Product::close);
    rounding.close();
    dz_BU.close();
  }
}
