package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An optimiser on a contiguous parameter vector, with its state. */
interface Optimizer {

  /**
   * The optimiser of this kind, with a state of zeros, where the backend has its arrays.
   *
   * @param parameters_1P changed by each step
   * @param gradients_1P read by each step: the gradient is the sum of the first of them
   * @param decayed how many parameters, from the first on, the optimiser's weight decay is for: the
   *     kernel's, with biases after it
   * @param team threads that share a step on the host
   */
  static Optimizer of(
      OptimizerConfig config,
      INDArray parameters_1P,
      List<INDArray> gradients_1P,
      int decayed,
      WorkTeam team) {
    return Nd4j.getEnvironment().isCPU()
        ? UpdaterStep.of(config, parameters_1P, gradients_1P, decayed, team)
        : new DeviceUpdater(config, parameters_1P, gradients_1P, decayed);
  }

  /**
   * Sets the learning rate of the steps from now on.
   *
   * @param factor of the configured one, at least 0; 1 at the start
   */
  void setRate(double factor);

  /**
   * Updates all parameters.
   *
   * @param used how many of the gradients are to be added up, at least 1
   */
  void apply(int used);

  /** A copy of the state, vector after vector. */
  float[] state();

  /** Steps done. */
  int iteration();

  /**
   * Goes on from a saved state.
   *
   * @throws IllegalArgumentException if the state has another length than this optimiser's
   */
  void restore(float[] saved, int iteration);
}
