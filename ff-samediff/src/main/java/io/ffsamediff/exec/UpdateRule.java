package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;

/** What an optimiser does to one tile of parameters; {@link UpdaterStep} goes over the tiles. */
interface UpdateRule {

  /*
   * A weight without gradient decays until it, and before it what a step takes away, is denormal, and
   * arithmetic on denormals is many times slower. (x + c) - c takes what is below the last place of c
   * to zero: about 1e-27, so weights come to rest long before.
   */
  /** Added to and taken from what a step takes away of a weight. */
  float DECAY_FLOOR = 1e-20f;

  /** The rule of an optimiser. */
  static UpdateRule of(OptimizerConfig config) {
    if (config instanceof OptimizerConfig.Adam adam) {
      return new AdamRule(adam);
    }
    if (config instanceof OptimizerConfig.AdamW adamW) {
      return new AdamRule(adamW.adam());
    }
    OptimizerConfig.Sgd sgd = (OptimizerConfig.Sgd) config;
    return sgd.damped() ? new DampedRule(sgd) : new MomentumRule(sgd);
  }

  /** Vectors of the state, each as long as the parameters. */
  int stateVectors();

  /**
   * What a step's direction is multiplied by.
   *
   * @param iteration number of the step, from 0
   * @param learningRate of this step
   */
  default float stepSize(int iteration, double learningRate) {
    return (float) learningRate;
  }

  /**
   * Prepares a step.
   *
   * @param iteration number of the step, from 0
   * @param learningRate of this step
   */
  void begin(int iteration, double learningRate);

  /**
   * Updates a tile.
   *
   * @param parameters tile of the parameters, changed
   * @param gradient tile of the gradient
   * @param state tile of each vector of the state, changed
   * @param length parameters of the tile
   * @param decay share of each parameter that is taken away besides
   */
  void update(float[] parameters, float[] gradient, float[][] state, int length, float decay);
}
