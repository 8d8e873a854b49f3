package io.ffsamediff.bench;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/** A matrix product of ND4J with everything prepared, so that running it allocates nothing. */
final class Product {

  private final OpExecutioner executioner = Nd4j.getExecutioner();
  private final CustomOp op = DynamicCustomOp.builder("matmul").build();
  private final OpContext context = executioner.buildContext();

  private Product(boolean transposeX, double addFactor, INDArray x, INDArray y, INDArray z) {
    context.setIArguments(transposeX ? 1 : 0, 0, 0);
    context.setTArguments(1, addFactor);
    context.setInputArray(0, x);
    context.setInputArray(1, y);
    context.setOutputArray(0, z);
  }

  /** {@code z = x y}. */
  static Product of(INDArray x, INDArray y, INDArray z) {
    return new Product(false, 0, x, y, z);
  }

  /** {@code z = x' y}, or {@code z = z + x' y} where {@code add} is set. */
  static Product ofTransposed(INDArray x, INDArray y, INDArray z, boolean add) {
    return new Product(true, add ? 1 : 0, x, y, z);
  }

  /** Takes {@code x} from another array of the same shape from now on. */
  Product withX(INDArray x) {
    context.setInputArray(0, x);
    return this;
  }

  /** Computes {@code z}. */
  void run() {
    executioner.exec(op, context);
  }
}
