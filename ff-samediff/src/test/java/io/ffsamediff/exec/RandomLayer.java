package io.ffsamediff.exec;

import io.ffsamediff.config.LayerConfig;
import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LayerConfig.Initializer;
import io.ffsamediff.config.LayerConfig.Threshold;
import io.ffsamediff.config.LossConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.PeerNormalizationConfig;
import io.ffsamediff.config.RegularizerConfig;
import io.ffsamediff.graph.LayerSpec;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A layer drawn at random.
 *
 * @param spec the layer
 * @param optimizer how it learns
 * @param parameters its parameters at the start
 */
record RandomLayer(LayerSpec spec, OptimizerConfig optimizer, float[] parameters) {

  /** Most units and inputs. */
  static final int WIDEST = 300;

  private static final List<OptimizerConfig> OPTIMIZERS =
      List.of(
          new OptimizerConfig.Sgd(0.02, 0, false, 0),
          new OptimizerConfig.Sgd(0.02, 0.9, false, 0.1),
          new OptimizerConfig.Sgd(0.02, 0, true, 0),
          new OptimizerConfig.Sgd(0.02, 0.9, true, 0.001),
          new OptimizerConfig.Adam(0.01, 0.9, 0.999, 1e-7),
          new OptimizerConfig.AdamW(0.01, 0.8, 0.99, 1e-6, 0.5));

  /**
   * Draws a layer; its pre-activations are of the order of 1.
   *
   * @param length of its rows, root of the sum of squares
   */
  static RandomLayer draw(Random random, int inputs, double length) {
    int units = size(random, WIDEST);
    LayerConfig config =
        new LayerConfig(
            units,
            random.nextInt(4) > 0,
            Initializer.GLOROT_UNIFORM,
            Initializer.ZEROS,
            pick(random, List.of(GoodnessKind.values())),
            threshold(random),
            penalty(random),
            penalty(random),
            null,
            null,
            loss(random),
            peers(random));
    LayerSpec spec =
        new LayerSpec(1, inputs, config, pick(random, List.of(InputNormalization.values())));
    float[] parameters = new float[spec.parameters()];
    double scale = (0.5 + random.nextDouble()) / length;
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (scale * (random.nextGaussian() + 0.2));
    }
    return new RandomLayer(spec, pick(random, OPTIMIZERS), parameters);
  }

  /** From 1 to {@code most}, small ones as often as large ones. */
  static int size(Random random, int most) {
    return Math.max(1, (int) Math.round(Math.pow(most, random.nextDouble())));
  }

  static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static Threshold threshold(Random random) {
    return random.nextBoolean()
        ? new Threshold.Units()
        : new Threshold.Fixed(pick(random, List.of(0.0, 0.5, 1.5, 10.0)));
  }

  private static LossConfig loss(Random random) {
    double steepness = pick(random, List.of(0.5, 1.0, 4.0));
    return switch (random.nextInt(4)) {
      case 0 -> new LossConfig.Symba(steepness);
      case 1 -> new LossConfig.SwishSymba(steepness);
      default -> new LossConfig.Softplus(steepness);
    };
  }

  private static @Nullable RegularizerConfig penalty(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new RegularizerConfig(0.001, 0);
      case 1 -> new RegularizerConfig(0, 0.002);
      case 2 -> new RegularizerConfig(0.001, 0.002);
      default -> null;
    };
  }

  private static @Nullable PeerNormalizationConfig peers(Random random) {
    return random.nextInt(3) == 0
        ? new PeerNormalizationConfig(pick(random, List.of(0.03, 0.5)), 0.9)
        : null;
  }

  /**
   * What a step's gradient was, from what it did to the optimiser's first vector, else to the
   * parameters.
   */
  double[] gradient(Snapshot before, Snapshot after) {
    if (optimizer instanceof OptimizerConfig.Adam adam) {
      return added(before.state(), after.state(), adam.beta1(), 1 - adam.beta1());
    }
    if (optimizer instanceof OptimizerConfig.AdamW adam) {
      return added(before.state(), after.state(), adam.beta1(), 1 - adam.beta1());
    }
    OptimizerConfig.Sgd sgd = (OptimizerConfig.Sgd) optimizer;
    if (sgd.damped()) {
      return added(before.state(), after.state(), sgd.momentum(), 1 - sgd.momentum());
    }
    return sgd.momentum() > 0
        ? added(before.state(), after.state(), sgd.momentum(), -sgd.learningRate())
        : added(before.parameters(), after.parameters(), 1, -sgd.learningRate());
  }

  /** {@code after = kept before + share gradient}. */
  private double[] added(float[] before, float[] after, double kept, double share) {
    double[] gradient = new double[parameters.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (after[i] - kept * before[i]) / share;
    }
    return gradient;
  }

  /** How far {@link #gradient} may be off since parameters are rounded, where it is theirs. */
  double rounding(Snapshot snapshot) {
    if (snapshot.state().length > 0) {
      return 0;
    }
    double largest = 0;
    for (float parameter : snapshot.parameters()) {
      largest = Math.max(largest, Math.abs(parameter));
    }
    return 2 * Math.ulp((float) largest) / optimizer.learningRate();
  }

  /**
   * A layer between two steps.
   *
   * @param parameters its parameters
   * @param state its optimiser's state
   */
  record Snapshot(float[] parameters, float[] state) {}
}
