package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Stochastic gradient descent with momentum, as Keras' SGD has it: {@code u = mu u - lr g; w = w +
 * u}.
 */
final class MomentumStep extends UpdaterStep {

  /** As in {@link AdamStep}: keeps a velocity that dies out from becoming denormal. */
  private static final float VELOCITY_FLOOR = 1e-20f;

  private final float learningRate;
  private final float momentum;

  MomentumStep(
      OptimizerConfig.Sgd config,
      INDArray parameters_1P,
      List<INDArray> gradients_1P,
      WorkTeam team) {
    super(parameters_1P, gradients_1P, team, config.momentum() > 0 ? 1 : 0);
    this.learningRate = (float) config.learningRate();
    this.momentum = (float) config.momentum();
  }

  @Override
  void begin(int iteration) {
    // Every step is alike.
  }

  @Override
  void update(float[] parameters, float[] gradient, float[][] state, int start, int length) {
    if (state.length == 0) {
      descend(parameters, gradient, length, learningRate);
    } else {
      accelerate(parameters, gradient, state[0], start, length, learningRate, momentum);
    }
  }

  private static void descend(float[] w, float[] g, int length, float learningRate) {
    for (int i = 0; i < length; i++) {
      w[i] -= learningRate * g[i];
    }
  }

  private static void accelerate(
      float[] w, float[] g, float[] u, int start, int length, float learningRate, float momentum) {
    for (int i = 0; i < length; i++) {
      float velocity = momentum * u[start + i] - learningRate * g[i];
      velocity = (velocity + VELOCITY_FLOOR) - VELOCITY_FLOOR;
      u[start + i] = velocity;
      w[i] += velocity;
    }
  }
}
