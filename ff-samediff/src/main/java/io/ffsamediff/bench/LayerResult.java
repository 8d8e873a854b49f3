package io.ffsamediff.bench;

import org.jspecify.annotations.Nullable;

/**
 * An inner epoch of one layer: every positive and its negative once, optimiser included.
 *
 * @param layer number of the layer, from 1
 * @param rows positives; there are as many negatives
 * @param inputs width of the input
 * @param units width of the output
 * @param batches steps of an inner epoch
 * @param stepSeconds the inner epoch: the median
 * @param stepSpread its spread
 * @param singleStepSeconds one step: the median
 * @param naiveProductSeconds G: the naive formulation's four products at the sgemm rate
 * @param ratio {@code stepSeconds} over G
 * @param boundRatio the operations of the products that the layer needs over those of G
 * @param productSeconds the products that the layer needs alone, in the same blocks: the median
 * @param productSpread its spread
 * @param productRatio {@code stepSeconds} over {@code productSeconds}
 * @param gflops operations of those products over {@code stepSeconds}
 * @param productGflops operations of those products over {@code productSeconds}
 * @param examplesPerSecond positives in a second, each with its negative
 * @param heapBytesPerStep bytes of the heap that a step takes, all threads
 * @param nativeObjectsPerStep arrays, views of arrays and op contexts of ND4J that a step makes
 * @param residentBytes resident memory of the process after the layer's last step; null where the
 *     system does not tell
 */
public record LayerResult(
    int layer,
    int rows,
    int inputs,
    int units,
    int batches,
    double stepSeconds,
    Spread stepSpread,
    double singleStepSeconds,
    double naiveProductSeconds,
    double ratio,
    double boundRatio,
    double productSeconds,
    Spread productSpread,
    double productRatio,
    double gflops,
    double productGflops,
    double examplesPerSecond,
    long heapBytesPerStep,
    long nativeObjectsPerStep,
    @Nullable Long residentBytes) {

  /**
   * Works out what follows from the times of a layer.
   *
   * @param batches steps of an inner epoch
   * @param sgemmGflops rate of the same run
   */
  static LayerResult of(LayerShape shape, int batches, LayerTimes times, double sgemmGflops) {
    double step = times.innerEpoch().median();
    double product = times.products().median();
    double naive = Roofline.seconds(shape.naiveOperations(), sgemmGflops);
    return new LayerResult(
        shape.layer(),
        shape.pairs(),
        shape.inputs(),
        shape.units(),
        batches,
        step,
        times.innerEpoch(),
        times.singleStep().median(),
        naive,
        step / naive,
        shape.neededOperations() / shape.naiveOperations(),
        product,
        times.products(),
        step / product,
        Roofline.gflops(shape.neededOperations(), step),
        Roofline.gflops(shape.neededOperations(), product),
        shape.pairs() / step,
        times.heapBytes(),
        times.nativeObjects(),
        times.residentBytes());
  }
}
