package io.ffsamediff.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/**
 * What shares are asked to do for a layer: enough for one that was lost to come back to the same
 * inputs.
 *
 * @param layer number of the layer, from 0
 * @param draw tells the epochs' draws of negatives apart
 * @param negatives label of each example's negative
 * @param below parameters of the layers below, as they were when they handed on
 * @param parameters the layer's parameters
 * @param meanActivity running mean activity of its units; empty without peer normalisation
 */
record LayerWork(
    int layer,
    int draw,
    Broadcast<byte[]> negatives,
    List<HandedOver> below,
    Broadcast<float[]> parameters,
    float[] meanActivity)
    implements Serializable {

  /**
   * Parameters with which a layer has handed on.
   *
   * @param revision another number each time, in all layers
   */
  record HandedOver(long revision, Broadcast<float[]> parameters) implements Serializable {}
}
