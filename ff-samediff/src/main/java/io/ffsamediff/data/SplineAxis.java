package io.ffsamediff.data;

/**
 * Cubic B-splines over the pixels of an axis: at each pixel four of the evenly spaced nodes count,
 * with weights that add up to 1.
 */
final class SplineAxis {

  /** Nodes that count at a pixel. */
  static final int REACH = 4;

  private final int size;
  private final int nodes;
  private final int[] first;
  private final float[] weights;

  /**
   * For an axis of {@code size} pixels.
   *
   * @param spacing pixels from node to node
   */
  SplineAxis(int size, double spacing) {
    this.size = size;
    this.nodes = (int) ((size - 1) / spacing) + REACH;
    this.first = new int[size];
    this.weights = new float[REACH * size];
    for (int pixel = 0; pixel < size; pixel++) {
      double place = pixel / spacing;
      first[pixel] = (int) place;
      setWeights(pixel, place - first[pixel]);
    }
  }

  private void setWeights(int pixel, double t) {
    double left = 1 - t;
    double[] cubic = {
      left * left * left / 6,
      (3 * t * t * t - 6 * t * t + 4) / 6,
      (3 * left * left * left - 6 * left * left + 4) / 6,
      t * t * t / 6
    };
    for (int node = 0; node < REACH; node++) {
      weights[node * size + pixel] = (float) cubic[node];
    }
  }

  /** Number of nodes. */
  int nodes() {
    return nodes;
  }

  /** First node that counts at {@code pixel}. */
  int first(int pixel) {
    return first[pixel];
  }

  /** Weight at {@code pixel} of the {@code node}-th node that counts there, from 0. */
  float weight(int node, int pixel) {
    return weights[node * size + pixel];
  }
}
