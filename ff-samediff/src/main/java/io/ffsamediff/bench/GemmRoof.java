package io.ffsamediff.bench;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The rate that everything is held against: one large float32 product in row order on arrays
 * allocated before, {@value #ROWS} x {@value #INPUTS} by {@value #INPUTS} x {@value #UNITS}.
 */
final class GemmRoof implements AutoCloseable {

  static final int ROWS = 20_000;
  static final int INPUTS = 784;
  static final int UNITS = 500;

  static final double OPERATIONS = 2.0 * ROWS * INPUTS * UNITS;

  private final INDArray x_RI = Nd4j.rand(DataType.FLOAT, ROWS, INPUTS);
  private final INDArray w_IO = Nd4j.rand(DataType.FLOAT, INPUTS, UNITS);
  private final INDArray z_RO = Nd4j.create(DataType.FLOAT, new long[] {ROWS, UNITS}, 'c');
  private final Product product = Product.of(x_RI, w_IO, z_RO);

  /** The rate in GFLOP/s, measured on arrays that are closed again. */
  static double median(Repeats repeats) {
    try (GemmRoof roof = new GemmRoof()) {
      return repeats.run(roof::measure).median();
    }
  }

  /** Multiplies once and tells the rate in GFLOP/s. */
  double measure() {
    return Roofline.gflops(OPERATIONS, Repeats.seconds(product::run));
  }

  @Override
  public void close() {
    x_RI.close();
    w_IO.close();
    z_RO.close();
  }
}
