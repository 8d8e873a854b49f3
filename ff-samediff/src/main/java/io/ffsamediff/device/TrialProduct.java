package io.ffsamediff.device;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A small matrix product that shows whether a CUDA backend works. It may take the JVM with it, so
 * it runs in a process of its own.
 */
public final class TrialProduct {

  /** Large enough that the product is cuBLAS's, small enough to be exact in float32. */
  private static final int SIZE = 64;

  private TrialProduct() {}

  /**
   * Starts ND4J and multiplies.
   *
   * @throws DeviceException if another backend than CUDA was started, or the product is wrong
   */
  public static void run() {
    if (Nd4j.getEnvironment().isCPU()) {
      throw new DeviceException("ND4J took its CPU backend, so CUDA's did not start");
    }
    INDArray a = Nd4j.ones(DataType.FLOAT, SIZE, SIZE);
    INDArray product = a.mmul(a).addi(1);
    if (!product.equalsWithEps(Nd4j.valueArrayOf(new long[] {SIZE, SIZE}, SIZE + 1f), 0)) {
      throw new DeviceException("a product of ones is wrong");
    }
  }
}
