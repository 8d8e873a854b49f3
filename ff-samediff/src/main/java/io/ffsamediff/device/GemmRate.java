package io.ffsamediff.device;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How fast ND4J multiplies matrices here: the ceiling of every training step. */
public final class GemmRate {

  /** Large enough for the full rate of some tens of cores, small enough for a second. */
  private static final int SIZE = 1536;

  private static final int REPEATS = 7;

  private GemmRate() {}

  /**
   * Multiplies square float32 matrices; takes about a second.
   *
   * @return GFLOP/s, the median of several products after one to warm up
   */
  public static double measure() {
    try (INDArray a = Nd4j.rand(DataType.FLOAT, SIZE, SIZE);
        INDArray b = Nd4j.rand(DataType.FLOAT, SIZE, SIZE);
        INDArray c = Nd4j.create(DataType.FLOAT, new long[] {SIZE, SIZE}, 'f')) {
      long[] nanos = new long[REPEATS];
      product(a, b, c);
      Arrays.setAll(nanos, repeat -> product(a, b, c));
      Arrays.sort(nanos);
      double operations = 2.0 * SIZE * SIZE * SIZE;
      return operations / nanos[REPEATS / 2]; // operations per ns are GFLOP/s
    }
  }

  private static long product(INDArray a, INDArray b, INDArray c) {
    long start = System.nanoTime();
    Nd4j.gemm(a, b, c, false, false, 1.0, 0.0);
    return System.nanoTime() - start;
  }
}
