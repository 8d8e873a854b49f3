package io.ffsamediff.bench;

import io.ffsamediff.graph.LayerSpec;

/**
 * The sizes that decide a layer's work.
 *
 * @param layer number of the layer, from 1
 * @param pairs positives of an inner epoch, each with one negative
 * @param batch positives of a step
 * @param block rows of a block, as the layer's products see them
 * @param inputs width of the input
 * @param units width of the output
 */
record LayerShape(int layer, int pairs, int batch, int block, int inputs, int units) {

  /**
   * The sizes of a layer.
   *
   * @param block rows of a block, positives and negatives; the first layer's share an image
   */
  static LayerShape of(LayerSpec spec, int pairs, int batch, int block) {
    int rows = spec.number() == 1 ? Math.max(1, block / 2) : block;
    return new LayerShape(spec.number(), pairs, batch, rows, spec.inputs(), spec.units());
  }

  /** Rows that a pair has in the layer's own products: the first layer's two share one. */
  int rowsOfPair() {
    return layer == 1 ? 1 : 2;
  }

  /** Operations of the naive formulation of an inner epoch. */
  double naiveOperations() {
    return Roofline.naive(pairs, inputs, units);
  }

  /** Operations of the products that an inner epoch needs. */
  double neededOperations() {
    return Roofline.needed(layer, pairs, inputs, units);
  }
}
