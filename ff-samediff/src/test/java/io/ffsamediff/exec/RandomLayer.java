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
   * @param inputs its inputs, none of which is negative
   * @param length of its rows, root of the sum of squares
   */
  static RandomLayer draw(Random random, int inputs, double length) {
    int units = size(random, WIDEST);
    GoodnessKind goodness = pick(random, List.of(GoodnessKind.values()));
    LayerConfig config =
        new LayerConfig(
            units,
            random.nextInt(4) > 0,
            Initializer.GLOROT_UNIFORM,
            Initializer.ZEROS,
            goodness,
            threshold(random),
            penalty(random),
            penalty(random),
            null,
            null,
            loss(random, goodness == GoodnessKind.SUM ? units : 1),
            peers(random));
    LayerSpec spec =
        new LayerSpec(1, inputs, config, pick(random, List.of(InputNormalization.values())));
    return of(spec, pick(random, OPTIMIZERS), random, length);
  }

  /** A layer with parameters drawn at random. */
  static RandomLayer of(LayerSpec spec, OptimizerConfig optimizer, Random random, double length) {
    float[] parameters = new float[spec.parameters()];
    double scale = (0.5 + random.nextDouble()) / length;
    for (int i = 0; i < parameters.length; i++) {
      double weight = random.nextGaussian() + 0.2;
      // The first unit is on, since no input is negative: a layer that is off has no gradient.
      parameters[i] = (float) (scale * (i % spec.units() == 0 ? Math.abs(weight) : weight));
    }
    return new RandomLayer(spec, optimizer, parameters);
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

  /**
   * Draws a loss.
   *
   * @param size of goodness: where pairs are far apart, the last bit of it is a large part of what
   *     is left of their gradient
   */
  private static LossConfig loss(Random random, int size) {
    double steepness = pick(random, List.of(0.5, 1.0, 4.0));
    return switch (random.nextInt(4)) {
      case 0 -> new LossConfig.Symba(steepness / size);
      case 1 -> new LossConfig.SwishSymba(steepness / size);
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

  /** What a step's gradient was, from what it did to what it went into. */
  double[] gradient(Snapshot before, Snapshot after) {
    float[] kept = into(before);
    float[] changed = into(after);
    double[] gradient = new double[parameters.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (changed[i] - keep() * kept[i]) / share();
    }
    return gradient;
  }

  /** How far {@link #gradient} may be off since what it went into is rounded. */
  double rounding(Snapshot before) {
    float largest = 0;
    for (float value : into(before)) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest == 0 ? 0 : 2 * Math.ulp(largest) / Math.abs(share());
  }

  /** The optimiser's first vector, or the parameters where it has none. */
  private float[] into(Snapshot snapshot) {
    return snapshot.state().length > 0 ? snapshot.state() : snapshot.parameters();
  }

  /** What a step keeps of that. */
  private double keep() {
    if (optimizer instanceof OptimizerConfig.Adam adam) {
      return adam.beta1();
    }
    if (optimizer instanceof OptimizerConfig.AdamW adam) {
      return adam.beta1();
    }
    OptimizerConfig.Sgd sgd = (OptimizerConfig.Sgd) optimizer;
    return sgd.damped() || sgd.momentum() > 0 ? sgd.momentum() : 1;
  }

  /** What a step adds to that of the gradient. */
  private double share() {
    boolean isMean = !(optimizer instanceof OptimizerConfig.Sgd sgd) || sgd.damped();
    return isMean ? 1 - keep() : -optimizer.learningRate();
  }

  @Override
  public String toString() {
    return spec + ", " + optimizer;
  }

  /**
   * A layer between two steps.
   *
   * @param parameters its parameters
   * @param state its optimiser's state
   */
  record Snapshot(float[] parameters, float[] state) {}
}
