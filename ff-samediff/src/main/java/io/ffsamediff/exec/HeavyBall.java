package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Momentum for SameDiff's training session, which ND4J has only in Nesterov's form. The usual form
 * is {@code u = mu u - lr g}, and the session subtracts {@code -u}; the damped form is {@code v =
 * mu v + (1 - mu) g}, and the session subtracts {@code lr v}.
 */
final class HeavyBall implements GradientUpdater<Sgd> {

  private static final String VELOCITY = "U";

  private final Sgd config;
  private final OptimizerConfig.Sgd form;
  private INDArray velocity;

  /**
   * With a velocity that is changed in place.
   *
   * @param config gives the learning rate
   * @param form gives the rest
   */
  HeavyBall(Sgd config, OptimizerConfig.Sgd form, INDArray velocity) {
    this.config = config;
    this.form = form;
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
    double rate = config.getLearningRate(iteration, epoch);
    velocity.muli(form.momentum());
    if (form.damped()) {
      velocity.addi(gradient.muli(1 - form.momentum()));
      gradient.assign(velocity).muli(rate);
    } else {
      velocity.subi(gradient.muli(rate));
      gradient.assign(velocity).negi();
    }
  }
}
