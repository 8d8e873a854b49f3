package io.ffsamediff.train;

/**
 * A step's place in the run; in a {@link TrainingState} the next step to be done.
 *
 * @param epoch epoch, from 0
 * @param batch batch within the epoch, from 0
 * @param layer layer, from 0
 * @param innerEpoch inner epoch of the layer on this batch, from 0
 */
public record TrainingCursor(int epoch, int batch, int layer, int innerEpoch) {

  /** The first step of {@code epoch}. */
  public static TrainingCursor startOf(int epoch) {
    return new TrainingCursor(epoch, 0, 0, 0);
  }
}
