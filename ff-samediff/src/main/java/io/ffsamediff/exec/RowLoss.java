package io.ffsamediff.exec;

import io.ffsamediff.config.LossConfig;
import io.ffsamediff.graph.LayerSpec;

/*
 * The formulas are those of GoodnessLoss. log1p would keep the last digits of a loss below 1e-8; it is
 * ten times slower than log.
 */
/** The loss of a layer on one row or pair after the other, and its sums. */
abstract class RowLoss {

  /*
   * The coefficient of a row far on the right side of the threshold falls exponentially. Products with
   * denormal numbers are many times slower, and nothing this small moves a weight.
   */
  private static final double COEFFICIENT_FLOOR = 1e-30;

  private final double goodnessScale;
  private double inverseRows;
  private double sum;
  private double goodnessSum;
  private double goodnessContrast;

  private RowLoss(LayerSpec spec) {
    this.goodnessScale = spec.goodnessScale();
  }

  /** The loss of {@code spec}. */
  static RowLoss of(LayerSpec spec) {
    LossConfig config = spec.config().loss();
    if (config instanceof LossConfig.Softplus softplus) {
      return new Threshold(spec, softplus.temperature());
    }
    return config instanceof LossConfig.Symba symba
        ? new OfPairs(spec, symba.alpha(), false)
        : new OfPairs(spec, ((LossConfig.SwishSymba) config).alpha(), true);
  }

  /** Starts the sums anew. */
  final void begin(double inverseRows) {
    this.inverseRows = inverseRows;
    sum = 0;
    goodnessSum = 0;
    goodnessContrast = 0;
  }

  /**
   * Judges a row by itself.
   *
   * @param squares sum of its squared activations
   * @param polarity +1 or -1
   * @return the coefficient c of {@code dz = c h}
   */
  final float judge(double squares, double polarity) {
    double goodness = goodnessScale * squares;
    goodnessSum += goodness;
    goodnessContrast += polarity * goodness;
    return flush(rowSlope(goodness, polarity) * 2 * goodnessScale * inverseRows);
  }

  /**
   * Judges a positive against its negative.
   *
   * @return the coefficient c of the positive; the negative's is its opposite
   */
  final float judgePair(double squaresPositive, double squaresNegative) {
    double contrast = goodnessScale * (squaresPositive - squaresNegative);
    goodnessSum += goodnessScale * (squaresPositive + squaresNegative);
    goodnessContrast += contrast;
    return flush(pairSlope(contrast) * 4 * goodnessScale * inverseRows);
  }

  private static float flush(double coefficient) {
    return Math.abs(coefficient) < COEFFICIENT_FLOOR ? 0 : (float) coefficient;
  }

  /** Adds a loss to the sum. */
  final void add(double loss) {
    sum += loss;
  }

  /** Adds a row's loss and returns its derivative by the goodness. */
  abstract double rowSlope(double goodness, double polarity);

  /** Adds a pair's loss for both of its rows and returns its derivative by the contrast. */
  abstract double pairSlope(double contrast);

  /** Sum of the rows' losses. */
  final double sum() {
    return sum;
  }

  /** Sum of the rows' goodness. */
  final double goodnessSum() {
    return goodnessSum;
  }

  /** Sum of the positives' goodness less that of the negatives. */
  final double goodnessContrast() {
    return goodnessContrast;
  }

  private static IllegalStateException otherKind() {
    return new IllegalStateException("a loss of rows is no loss of pairs");
  }

  /** {@code softplus(p (theta - g) / T)}. */
  private static final class Threshold extends RowLoss {

    private final double threshold;
    private final double temperature;

    Threshold(LayerSpec spec, double temperature) {
      super(spec);
      this.threshold = spec.threshold();
      this.temperature = temperature;
    }

    @Override
    double rowSlope(double goodness, double polarity) {
      double margin = polarity * (threshold - goodness) / temperature;
      double tail = Math.exp(-Math.abs(margin));
      add(Math.max(margin, 0) + Math.log(1 + tail));
      return -polarity * (margin >= 0 ? 1 : tail) / (1 + tail) / temperature;
    }

    @Override
    double pairSlope(double contrast) {
      throw otherKind();
    }
  }

  /** A loss of pairs: a function of {@code u = -alpha (g+ - g-)}. */
  private static final class OfPairs extends RowLoss {

    private final double alpha;
    private final boolean swish;

    OfPairs(LayerSpec spec, double alpha, boolean swish) {
      super(spec);
      this.alpha = alpha;
      this.swish = swish;
    }

    @Override
    double rowSlope(double goodness, double polarity) {
      throw otherKind();
    }

    /** silu where it is a swish, else softplus. */
    @Override
    double pairSlope(double contrast) {
      double u = -alpha * contrast;
      double tail = Math.exp(-Math.abs(u));
      double sigmoid = (u >= 0 ? 1 : tail) / (1 + tail);
      add(2 * (swish ? u * sigmoid : Math.max(u, 0) + Math.log(1 + tail)));
      return -alpha * sigmoid * (swish ? 1 + u * (1 - sigmoid) : 1);
    }
  }
}
