package io.ffsamediff.bench;

/**
 * Predicting by trying every label, in the predictor's own blocks.
 *
 * @param images test examples
 * @param classes labels tried
 * @param seconds all of them
 * @param boundSeconds the products that it needs at the sgemm rate, in float32 where it runs: the
 *     images with the first kernel once, a row of it for each label, the other layers once a label
 * @param ratio the time over its bound
 */
public record PredictionResult(
    int images, int classes, Spread seconds, double boundSeconds, double ratio) {

  /** Examples in a second, by the median. */
  double imagesPerSecond() {
    return images / seconds.median();
  }
}
