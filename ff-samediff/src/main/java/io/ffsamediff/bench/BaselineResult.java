package io.ffsamediff.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same layers trained in another way.
 *
 * @param name {@code samediff-fit}, SameDiff's own session, {@code bf16}, products of bfloat16, or
 *     {@code tf32}, products in TF32
 * @param layers one entry a layer, first to last
 * @param peakResidentBytes most resident memory while it ran; null where the system does not tell
 */
public record BaselineResult(
    String name, List<BaselineLayer> layers, @Nullable Long peakResidentBytes) {

  /** Copies the list. */
  public BaselineResult {
    layers = List.copyOf(layers);
  }

  /**
   * An inner epoch of one layer.
   *
   * @param layer number of the layer, from 1
   * @param stepSeconds the inner epoch: the median
   * @param stepSpread its spread
   * @param ratio {@code stepSeconds} over the layer's G
   * @param timesAsLong {@code stepSeconds} over that of the engine
   * @param heapBytesPerStep bytes of the heap that a step takes, all threads
   * @param nativeObjectsPerStep arrays, views and op contexts of ND4J that a step makes
   */
  public record BaselineLayer(
      int layer,
      double stepSeconds,
      Spread stepSpread,
      double ratio,
      double timesAsLong,
      long heapBytesPerStep,
      long nativeObjectsPerStep) {

    /** Puts a layer beside the engine's own. */
    static BaselineLayer of(LayerResult own, Spread step, long heapBytes, long nativeObjects) {
      double seconds = step.median();
      return new BaselineLayer(
          own.layer(),
          seconds,
          step,
          seconds / own.naiveProductSeconds(),
          seconds / own.stepSeconds(),
          heapBytes,
          nativeObjects);
    }
  }
}
