package io.ffsamediff.exec;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code x W} with inputs rounded to bfloat16; the kernel is rounded once a step. */
final class Bf16ForwardProduct implements PlannedOp {

  private final Bf16Layer layer;
  private @Nullable INDArray x_BI;
  private @Nullable INDArray kernel_IO;
  private @Nullable INDArray product_BO;
  private @Nullable Bf16Matrix rounded_IO;
  private @Nullable Bf16Rounding rounding;
  private @Nullable Bf16Product product;
  private int step;

  Bf16ForwardProduct(Bf16Layer layer) {
    this.layer = layer;
  }

  @Override
  public PlannedOp bindInput(int index, INDArray array) {
    if (index == 0) {
      x_BI = array;
    } else {
      kernel_IO = array;
    }
    return this;
  }

  @Override
  public PlannedOp bindOutput(int index, INDArray array) {
    product_BO = array;
    if (product != null) {
      product.result(array);
    }
    return this;
  }

  @Override
  public void run() {
    Bf16Matrix left_BI = layer.inputs().rows(Objects.requireNonNull(x_BI));
    Bf16Product ready = product == null ? prepare(left_BI) : product;
    if (step != layer.step()) {
      roundKernel(ready);
    }
    ready.left(left_BI);
    ready.run();
  }

  private Bf16Product prepare(Bf16Matrix left_BI) {
    INDArray kernel = Objects.requireNonNull(kernel_IO);
    rounded_IO = Bf16Matrix.allocate(kernel.rows(), kernel.columns());
    rounding = new Bf16Rounding(layer.dnn(), kernel, rounded_IO);
    product =
        new Bf16Product(
            layer.dnn(), left_BI, rounded_IO, Objects.requireNonNull(product_BO), false);
    return product;
  }

  private void roundKernel(Bf16Product product) {
    Bf16Matrix rounded = Objects.requireNonNull(rounded_IO);
    Objects.requireNonNull(rounding).run(Objects.requireNonNull(kernel_IO), rounded);
    product.right(rounded);
    step = layer.step();
  }

  @Override
  public void close() {
    if (product != null) {
      product.close();
      Objects.requireNonNull(rounding).close();
      Objects.requireNonNull(rounded_IO).close();
    }
  }
}
