package io.ffsamediff.train;

import io.ffsamediff.config.LayerConfig.Initializer;
import io.ffsamediff.graph.HeadSpec;
import io.ffsamediff.graph.LayerSpec;
import java.util.random.RandomGenerator;

/** Initial parameters, with the formulas of the Keras initialisers of the same names. */
final class Initializers {

  /** Standard deviation of a unit normal truncated at two of its own (Keras, VarianceScaling). */
  private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

  private Initializers() {}

  /** Kernel row by row, then bias, as {@code LayerParameters} has them. */
  static float[] parameters(LayerSpec spec, RandomGenerator random) {
    float[] parameters_P = new float[spec.parameters()];
    int kernelLength = spec.inputs() * spec.units();
    fill(
        parameters_P,
        0,
        kernelLength,
        spec.config().kernelInitializer(),
        spec.inputs(),
        spec.units(),
        random);
    // Keras takes both fans of a vector to be its length.
    fill(
        parameters_P,
        kernelLength,
        parameters_P.length,
        spec.config().biasInitializer(),
        spec.units(),
        spec.units(),
        random);
    return parameters_P;
  }

  /** Glorot-uniform weights row by row, then biases of zero. */
  static float[] softmaxLayer(HeadSpec spec, RandomGenerator random) {
    int inputs = spec.inputs();
    int classes = spec.classes();
    float[] parameters_P = new float[Math.multiplyExact(inputs + 1, classes)];
    int kernelLength = inputs * classes;
    fill(parameters_P, 0, kernelLength, Initializer.GLOROT_UNIFORM, inputs, classes, random);
    return parameters_P;
  }

  private static void fill(
      float[] values,
      int from,
      int to,
      Initializer initializer,
      int fanIn,
      int fanOut,
      RandomGenerator random) {
    if (initializer == Initializer.ZEROS) {
      return;
    }
    double limit = Math.sqrt(6.0 / (fanIn + fanOut));
    double deviation = Math.sqrt(1.0 / fanIn) / TRUNCATED_DEVIATION;
    for (int i = from; i < to; i++) {
      values[i] =
          (float)
              (initializer == Initializer.GLOROT_UNIFORM
                  ? random.nextDouble(-limit, limit)
                  : deviation * truncatedGaussian(random));
    }
  }

  private static double truncatedGaussian(RandomGenerator random) {
    double value = random.nextGaussian();
    while (Math.abs(value) > 2) {
      value = random.nextGaussian();
    }
    return value;
  }
}
