package io.ffsamediff.bench;

/**
 * Operations of the matrix products behind a figure: what no implementation can do without. A
 * multiplication and an addition are two operations.
 */
final class Roofline {

  private Roofline() {}

  /**
   * Operations of the naive formulation of an inner epoch, G at a given rate: forward product and
   * weight gradient, once for the positives and once for the negatives.
   *
   * @param pairs positives, each with one negative
   * @param inputs width of the layer's input
   * @param units width of its output
   */
  static double naive(long pairs, long inputs, long units) {
    return 8.0 * pairs * inputs * units;
  }

  /**
   * Operations of the products that an inner epoch of a layer needs. Positive and negative of the
   * first layer differ in the label only and share the image's products; those of other layers
   * share nothing.
   *
   * @param layer number of the layer, from 1
   */
  static double needed(int layer, long pairs, long inputs, long units) {
    return layer == 1 ? naive(pairs, inputs, units) / 2 : naive(pairs, inputs, units);
  }

  /**
   * Operations of predicting by trying every label: the product of the images with the first kernel
   * once, a row of that kernel added for each label, and all other layers once a label.
   *
   * @param images examples predicted
   * @param classes labels tried
   * @param widths width of the first layer's input, then of every layer's output
   */
  static double prediction(long images, long classes, int... widths) {
    double first = 2.0 * images * widths[0] * widths[1] + 2.0 * images * classes * widths[1];
    double others = 0;
    for (int l = 1; l + 1 < widths.length; l++) {
      others += 2.0 * images * classes * widths[l] * widths[l + 1];
    }
    return first + others;
  }

  /** Seconds that {@code operations} take at a rate in GFLOP/s. */
  static double seconds(double operations, double gflops) {
    return operations / (gflops * 1e9);
  }

  /** Rate in GFLOP/s of {@code operations} in a time. */
  static double gflops(double operations, double seconds) {
    return operations / seconds / 1e9;
  }
}
