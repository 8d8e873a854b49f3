package io.ffsamediff.bench;

/**
 * What a step of a layer costs on workers of one core, a sum of terms. Seconds are fitted to
 * measured steps; the network between machines is assumed. See docs/cluster.md.
 *
 * @param secondsPerOperation of the products, on a core
 * @param secondsPerActivation of a row of a layer, on a core
 * @param secondsPerByte of the parameters: to write and to read them, to write the gradient, and
 *     the optimiser's update
 * @param secondsPerReceivedByte of a share's gradient: to fetch, read and add it
 * @param secondsPerStage to start and to end a stage of a job
 * @param secondsPerTask what a task takes of the driver
 * @param network what is assumed
 */
record CostModel(
    double secondsPerOperation,
    double secondsPerActivation,
    double secondsPerByte,
    double secondsPerReceivedByte,
    double secondsPerStage,
    double secondsPerTask,
    AssumedNetwork network) {

  /** Number of fitted coefficients. */
  static final int COEFFICIENTS = 6;

  /** The model with these coefficients, in the order of the components. */
  static CostModel of(double[] coefficients, AssumedNetwork network) {
    return new CostModel(
        coefficients[0],
        coefficients[1],
        coefficients[2],
        coefficients[3],
        coefficients[4],
        coefficients[5],
        network);
  }

  /** What the coefficients are multiplied by for a step. */
  static double[] features(ClusterStep step) {
    Gathering gathering = step.gathering();
    return new double[] {
      step.operationsOfCore(),
      step.activationsOfCore(),
      step.bytes(),
      step.bytes() * gathering.received(),
      gathering.stages(),
      gathering.tasks()
    };
  }

  /** Seconds of a step on one machine, where nothing crosses a network between machines. */
  double measurable(ClusterStep step) {
    return parts(step).seconds();
  }

  /** A step where each worker is on a machine of its own. */
  StepCost cost(ClusterStep step) {
    return parts(step).plus(new StepCost(0, network.seconds(step), 0));
  }

  private StepCost parts(ClusterStep step) {
    double[] features = features(step);
    return new StepCost(
        secondsPerOperation * features[0] + secondsPerActivation * features[1],
        secondsPerByte * features[2] + secondsPerReceivedByte * features[3],
        secondsPerStage * features[4] + secondsPerTask * features[5]);
  }
}
