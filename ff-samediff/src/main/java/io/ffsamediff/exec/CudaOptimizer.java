package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.graph.DenseParameters;

/** An optimiser on a device, with the parameters that it changes. */
final class CudaOptimizer implements AutoCloseable {

  private final OptimizerConfig config;
  private final UpdateRule rule;
  private final CudaParameters parameters;
  private final CudaUpdateStep update;
  private double rate = 1;
  private int iteration;

  /**
   * Takes over what {@code host} is now.
   *
   * @param owner whose parameters they are, in words
   */
  CudaOptimizer(CudaSession session, DenseParameters host, String owner, OptimizerConfig config) {
    this.config = config;
    this.rule = UpdateRule.of(config);
    this.parameters = new CudaParameters(session, host, owner, rule.stateVectors());
    this.update = new CudaUpdateStep(session, config);
  }

  CudaParameters parameters() {
    return parameters;
  }

  /** The parameters' values. */
  CudaCopy values() {
    return parameters.values();
  }

  /** Sets the learning rate of the steps from now on, as a factor of the configured one. */
  void setRate(double factor) {
    rate = factor;
  }

  /** Sets {@link CudaUpdate#RATE} and {@link CudaUpdate#DECAY} of the next step. */
  void give(CudaNumbers given) {
    double learningRate = rate * config.learningRate();
    given.set(CudaUpdate.RATE, rule.stepSize(iteration, learningRate));
    given.set(CudaUpdate.DECAY, (float) (learningRate * config.weightDecay()));
  }

  /** Updates all parameters; {@code given} has the numbers of the step. */
  void run(CudaNumbers given) {
    update.run(parameters, given);
  }

  /** Notes that a step is done. */
  void stepped() {
    parameters.values().changed();
    iteration++;
  }

  /** Steps done. */
  int iteration() {
    return iteration;
  }

  /**
   * Goes on from a saved state, and from what the host's parameters are.
   *
   * @throws IllegalArgumentException if the state has another length
   */
  void restore(float[] state, int iteration) {
    parameters.restore(state);
    this.iteration = iteration;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
