package io.ffsamediff.exec;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code x' dz} with inputs rounded to bfloat16, or added to what the output holds. */
final class Bf16GradientProduct implements PlannedOp {

  private final Bf16Layer layer;
  private final boolean accumulate;
  private @Nullable INDArray x_BI;
  private @Nullable INDArray dz_BO;
  private @Nullable INDArray gradient_IO;
  private @Nullable Bf16Matrix rounded_BO;
  private @Nullable Bf16Rounding rounding;
  private @Nullable Bf16Product product;

  Bf16GradientProduct(Bf16Layer layer, boolean accumulate) {
    this.layer = layer;
    this.accumulate = accumulate;
  }

  @Override
  public PlannedOp bindInput(int index, INDArray array) {
    if (index == 0) {
      x_BI = array;
    } else {
      dz_BO = array;
    }
    return this;
  }

  @Override
  public PlannedOp bindOutput(int index, INDArray array) {
    gradient_IO = array;
    if (product != null) {
      product.result(array);
    }
    return this;
  }

  @Override
  public void run() {
    Bf16Matrix left_IB = layer.inputs().columns(Objects.requireNonNull(x_BI));
    Bf16Product ready = product == null ? prepare(left_IB) : product;
    Bf16Matrix right_BO = Objects.requireNonNull(rounded_BO);
    Objects.requireNonNull(rounding).run(Objects.requireNonNull(dz_BO), right_BO);
    ready.left(left_IB);
    ready.right(right_BO);
    ready.run();
  }

  private Bf16Product prepare(Bf16Matrix left_IB) {
    INDArray dz = Objects.requireNonNull(dz_BO);
    rounded_BO = Bf16Matrix.allocate(dz.rows(), dz.columns());
    rounding = new Bf16Rounding(layer.dnn(), dz, rounded_BO);
    product =
        new Bf16Product(
            layer.dnn(), left_IB, rounded_BO, Objects.requireNonNull(gradient_IO), accumulate);
    return product;
  }

  @Override
  public void close() {
    if (product != null) {
      product.close();
      Objects.requireNonNull(rounding).close();
      Objects.requireNonNull(rounded_BO).close();
    }
  }
}
