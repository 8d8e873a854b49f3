package io.ffsamediff.exec;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Momentum for SameDiff's training session, which ND4J has only in Nesterov's form: {@code u = mu u
 * - lr g}; the session subtracts {@code -u}.
 */
final class HeavyBall implements GradientUpdater<Sgd> {

  private static final String VELOCITY = "U";

  private final Sgd config;
  private final double momentum;
  private INDArray velocity;

  /** With a velocity that is changed in place. */
  HeavyBall(Sgd config, double momentum, INDArray velocity) {
    this.config = config;
    this.momentum = momentum;
    this.velocity = velocity;
  }

  @Override
  public Sgd getConfig() {
    return config;
  }

  @Override
  public Map<String, INDArray> getState() {
    return Map.of(VELOCITY, velocity);
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialize) {
    velocity = Objects.requireNonNull(state.get(VELOCITY), VELOCITY);
  }

  @Override
  public void setStateViewArray(
      INDArray view, long[] gradientShape, char gradientOrder, boolean initialize) {
    velocity = view.reshape(gradientOrder, gradientShape);
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    velocity.muli(momentum).subi(gradient.muli(config.getLearningRate()));
    gradient.assign(velocity).negi();
  }
}
