package io.ffsamediff.bench;

import io.ffsamediff.bench.EpochClock.EpochTimes;
import java.util.List;

/**
 * Epochs of the whole network in the controller's own loop.
 *
 * @param seconds an epoch, sampling and hand-overs included
 * @param innerEpochSeconds its inner epochs alone, all layers together
 * @param innerEpochsFrom {@code loop} where they were timed in the same epochs, {@code steps} where
 *     a layer has only one inner epoch, so that {@code stepSeconds} stands for it
 * @param ratio the epoch over its inner epochs: 1 is no overhead
 * @param productSeconds the products alone that its inner epochs need
 * @param productRatio the inner epochs over their products
 * @param naiveProductSeconds G of all inner epochs together
 * @param naiveRatio the epoch over that
 * @param examplesPerSecond positives trained, all layers and inner epochs, in a second
 * @param warmUp whether an epoch before warmed up
 */
public record EpochResult(
    Spread seconds,
    double innerEpochSeconds,
    String innerEpochsFrom,
    double ratio,
    double productSeconds,
    double productRatio,
    double naiveProductSeconds,
    double naiveRatio,
    double examplesPerSecond,
    boolean warmUp) {

  /**
   * Puts the times together.
   *
   * @param epochs the epochs that count
   * @param layers each layer's inner epoch
   * @param innerEpochs inner epochs of each layer
   */
  static EpochResult of(
      List<EpochTimes> epochs, boolean warmUp, List<LayerResult> layers, int[] innerEpochs) {
    Spread seconds = Spread.of(epochs.stream().mapToDouble(EpochTimes::seconds).toArray());
    double[] inner = new double[epochs.size()];
    double[] ratios = new double[epochs.size()];
    boolean fromLoop = true;
    double naive = 0;
    double products = 0;
    for (int l = 0; l < innerEpochs.length; l++) {
      products += innerEpochs[l] * layers.get(l).productSeconds();
      naive += innerEpochs[l] * layers.get(l).naiveProductSeconds();
      for (int e = 0; e < inner.length; e++) {
        double timed = epochs.get(e).innerSeconds()[l];
        fromLoop &= !Double.isNaN(timed);
        inner[e] += Double.isNaN(timed) ? innerEpochs[l] * layers.get(l).stepSeconds() : timed;
      }
    }
    for (int e = 0; e < inner.length; e++) {
      ratios[e] = epochs.get(e).seconds() / inner[e];
    }
    double innerSeconds = Spread.of(inner).median();
    return new EpochResult(
        seconds,
        innerSeconds,
        fromLoop ? "loop" : "steps",
        Spread.of(ratios).median(),
        products,
        innerSeconds / products,
        naive,
        seconds.median() / naive,
        layers.get(0).rows() / seconds.median(),
        warmUp);
  }
}
