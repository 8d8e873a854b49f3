package io.ffsamediff.config;

import io.ffsamediff.config.LayerConfig.Initializer;

/** What dense layers of all networks have. */
public sealed interface DenseConfig permits LayerConfig, HiddenConfig {

  /** Number of outputs. */
  int units();

  /** Whether the layer has a bias. */
  boolean useBias();

  /** Initial weights. */
  Initializer kernelInitializer();

  /** Initial biases. */
  Initializer biasInitializer();
}
