package io.ffsamediff.exec;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** Goodness of each row, and its activations normalised for the next layer. */
final class ForwardKernel extends RowKernel {

  private final ForwardChain chain;
  private @Nullable FloatBuffer labels_BC;
  private @Nullable FloatBuffer goodness_B1;
  private @Nullable FloatBuffer normalized_BO;

  ForwardKernel(ForwardChain chain) {
    super(chain.spec(), chain);
    this.chain = chain;
  }

  @Override
  void begin() {
    labels_BC = chain.labels() == null ? null : input(chain.labels());
    goodness_B1 = output(chain.goodness());
    normalized_BO = output(chain.normalized());
  }

  @Override
  void run(int row, float[] z_O, float[] h_O) {
    if (labels_BC == null) {
      RowArithmetic.rectify(h_O, z_O);
    } else {
      activate(z_O, labels_BC, row, h_O);
    }
    double squares = RowArithmetic.squares(h_O);
    if (goodness_B1 != null) {
      goodness_B1.put(row, (float) (squares * spec().goodnessScale()));
    }
    if (normalized_BO != null) {
      RowArithmetic.scale(h_O, (float) (1 / length(squares)), h_O);
      normalized_BO.put(row * h_O.length, h_O);
    }
  }

  @Override
  void end() {
    // Rows are all there is.
  }
}
