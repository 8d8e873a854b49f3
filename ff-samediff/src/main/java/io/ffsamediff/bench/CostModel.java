package io.ffsamediff.bench;

import io.ffsamediff.exec.StageTimes;

/**
 * What a step of a layer costs on workers of one core, a sum of terms. Seconds are fitted to
 * measured steps; the network between machines is assumed. See docs/cluster.md.
 *
 * @param compute what a worker does with its share
 * @param broadcast parameters on their way
 * @param reduce the job, and sums on their way
 * @param secondsPerUpdatedByte of the parameters, at the driver: the optimiser, and what is around
 *     it
 * @param network what is assumed
 */
record CostModel(
    Compute compute,
    Broadcast broadcast,
    Reduce reduce,
    double secondsPerUpdatedByte,
    AssumedNetwork network) {

  /**
   * What a worker does with its share.
   *
   * @param secondsPerOperation of the products
   * @param secondsPerActivation of positives and negatives
   * @param secondsPerByte of the parameters: to take them over and to hand out the gradient
   */
  record Compute(double secondsPerOperation, double secondsPerActivation, double secondsPerByte) {

    static double[] features(ClusterStep step) {
      return new double[] {step.operationsOfCore(), step.activationsOfCore(), step.bytes()};
    }

    static Compute of(double[] fitted) {
      return new Compute(fitted[0], fitted[1], fitted[2]);
    }
  }

  /**
   * Parameters on their way, without the network between machines.
   *
   * @param seconds to begin with
   * @param secondsPerByte to write, to hand over and to read them
   */
  record Broadcast(double seconds, double secondsPerByte) {

    static double[] features(ClusterStep step) {
      return new double[] {1, step.bytes()};
    }

    static Broadcast of(double[] fitted) {
      return new Broadcast(fitted[0], fitted[1]);
    }
  }

  /**
   * The job, and sums on their way without the network between machines.
   *
   * @param secondsPerStage to start and to end a stage
   * @param secondsPerTask what a task takes
   * @param secondsPerByte of a share's gradient: to write, to hand over, to read and to add it
   */
  record Reduce(double secondsPerStage, double secondsPerTask, double secondsPerByte) {

    static double[] features(ClusterStep step) {
      Gathering gathering = step.gathering();
      return new double[] {
        gathering.stages(), gathering.tasks(), step.bytes() * gathering.received()
      };
    }

    static Reduce of(double[] fitted) {
      return new Reduce(fitted[0], fitted[1], fitted[2]);
    }
  }

  /** A step on one machine, where nothing crosses a network between machines. */
  StageTimes stages(ClusterStep step) {
    return new StageTimes(
        computeSeconds(step),
        jobSeconds(step) + reducedSeconds(step),
        broadcast.seconds() + broadcastSeconds(step),
        updateSeconds(step));
  }

  /** A step where each worker is on a machine of its own. */
  StepCost cost(ClusterStep step) {
    return new StepCost(
        computeSeconds(step),
        broadcastSeconds(step) + reducedSeconds(step) + network.seconds(step),
        broadcast.seconds() + jobSeconds(step) + updateSeconds(step));
  }

  private double computeSeconds(ClusterStep step) {
    return compute.secondsPerOperation() * step.operationsOfCore()
        + compute.secondsPerActivation() * step.activationsOfCore()
        + compute.secondsPerByte() * step.bytes();
  }

  private double broadcastSeconds(ClusterStep step) {
    return broadcast.secondsPerByte() * step.bytes();
  }

  private double jobSeconds(ClusterStep step) {
    return reduce.secondsPerStage() * step.gathering().stages()
        + reduce.secondsPerTask() * step.gathering().tasks();
  }

  private double reducedSeconds(ClusterStep step) {
    return reduce.secondsPerByte() * step.bytes() * step.gathering().received();
  }

  private double updateSeconds(ClusterStep step) {
    return secondsPerUpdatedByte * step.bytes();
  }
}
