package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;

/**
 * Stochastic gradient descent with momentum, as Keras' SGD has it: {@code u = mu u - lr g; w = w +
 * u - decay w}.
 */
final class MomentumRule implements UpdateRule {

  /** As in {@link AdamRule}: keeps a velocity that dies out from becoming denormal. */
  private static final float VELOCITY_FLOOR = 1e-20f;

  private final float momentum;
  private float learningRate;

  MomentumRule(OptimizerConfig.Sgd config) {
    this.momentum = (float) config.momentum();
  }

  @Override
  public int stateVectors() {
    return momentum > 0 ? 1 : 0;
  }

  @Override
  public void begin(int iteration, double learningRate) {
    this.learningRate = (float) learningRate;
  }

  @Override
  public void update(
      float[] parameters, float[] gradient, float[][] state, int length, float decay) {
    if (state.length == 0) {
      descend(parameters, gradient, length, learningRate, decay);
    } else {
      accelerate(parameters, gradient, state[0], length, learningRate, momentum, decay);
    }
  }

  private static void descend(float[] w, float[] g, int length, float learningRate, float decay) {
    for (int i = 0; i < length; i++) {
      float decayed = (decay * w[i] + DECAY_FLOOR) - DECAY_FLOOR;
      w[i] -= learningRate * g[i] + decayed;
    }
  }

  private static void accelerate(
      float[] w,
      float[] g,
      float[] u,
      int length,
      float learningRate,
      float momentum,
      float decay) {
    for (int i = 0; i < length; i++) {
      float velocity = momentum * u[i] - learningRate * g[i];
      velocity = (velocity + VELOCITY_FLOOR) - VELOCITY_FLOOR;
      u[i] = velocity;
      float decayed = (decay * w[i] + DECAY_FLOOR) - DECAY_FLOOR;
      w[i] += velocity - decayed;
    }
  }
}
