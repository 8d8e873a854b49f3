package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;

/**
 * Stochastic gradient descent along a mean of gradients, as Hinton's Matlab code (ffnew.m) has it:
 * {@code v = mu v + (1 - mu) g; w = w - lr v - decay w}.
 */
final class DampedRule implements UpdateRule {

  /** As in {@link AdamRule}: keeps a velocity that dies out from becoming denormal. */
  private static final float VELOCITY_FLOOR = 1e-20f;

  private final float momentum;
  private final float rest;
  private float learningRate;

  DampedRule(OptimizerConfig.Sgd config) {
    this.momentum = (float) config.momentum();
    this.rest = (float) (1 - config.momentum());
  }

  @Override
  public int stateVectors() {
    return 1;
  }

  @Override
  public void begin(int iteration, double learningRate) {
    this.learningRate = (float) learningRate;
  }

  @Override
  public void update(
      float[] parameters, float[] gradient, float[][] state, int length, float decay) {
    update(parameters, gradient, state[0], length, momentum, rest, learningRate, decay);
  }

  private static void update(
      float[] w,
      float[] g,
      float[] v,
      int length,
      float momentum,
      float rest,
      float learningRate,
      float decay) {
    for (int i = 0; i < length; i++) {
      float velocity = momentum * v[i] + rest * g[i];
      velocity = (velocity + VELOCITY_FLOOR) - VELOCITY_FLOOR;
      v[i] = velocity;
      float decayed = (decay * w[i] + DECAY_FLOOR) - DECAY_FLOOR;
      w[i] -= learningRate * velocity + decayed;
    }
  }
}
