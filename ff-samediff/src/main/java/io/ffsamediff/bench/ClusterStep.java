package io.ffsamediff.bench;

/**
 * The sizes that decide what a layer's full-batch step costs on a cluster.
 *
 * @param layer number of the layer, from 1
 * @param rows positives, each with one negative
 * @param inputs width of the input
 * @param units width of the output
 * @param parameters parameters of the layer
 * @param workers workers of one core, each with a share of the rows
 * @param atOnce how many of them compute at the same time
 */
record ClusterStep(
    int layer, long rows, int inputs, int units, long parameters, int workers, int atOnce) {

  /** All workers compute at the same time. */
  ClusterStep(int layer, long rows, int inputs, int units, long parameters, int workers) {
    this(layer, rows, inputs, units, parameters, workers, workers);
  }

  /** The same layer on other rows and workers. */
  ClusterStep on(long otherRows, int otherWorkers) {
    return new ClusterStep(layer, otherRows, inputs, units, parameters, otherWorkers);
  }

  /** Operations of the products that the step needs, of the rows that a core has. */
  double operationsOfCore() {
    return Roofline.needed(layer, rows, inputs, units) / atOnce;
  }

  /** Activations of positives and negatives that a core computes. */
  double activationsOfCore() {
    return 2.0 * rows * units / atOnce;
  }

  /** Bytes of the parameters, and of the gradient of a share. */
  double bytes() {
    return (double) Float.BYTES * parameters;
  }

  /** How the sums come back. */
  Gathering gathering() {
    return new Gathering(workers);
  }
}
