package io.ffsamediff.exec;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.config.LayerConfig;
import io.ffsamediff.config.LossConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.LabelEncoder;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.device.DeviceException;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Two small layers, a few steps on a device and on the CPU: whether kernels, products, captured
 * work and copies do on this machine what they are for.
 */
final class CudaCheck {

  private static final int SIDE = 12;
  private static final int CLASSES = 4;

  /** Rows that no block size divides, units that no warp does. */
  private static final int EXAMPLES = 333;

  private static final int UNITS = 75;

  /** The first is done call by call, the second captured, the others replayed. */
  private static final int STEPS = 4;

  /** Sums of floats in another order. */
  private static final double TOLERANCE = 1e-3;

  private static final OptimizerConfig ADAM = new OptimizerConfig.Adam(0.01, 0.9, 0.999, 1e-7);

  private final CudaSession session;

  /** On the device of {@code session}, which its owner closes. */
  CudaCheck(CudaSession session) {
    this.session = session;
  }

  /**
   * Checks.
   *
   * @throws DeviceException if the device computes something else than the CPU
   */
  void run() {
    RowEncoder encoder =
        new RowEncoder(
            new LabelEncoder(
                new LabelConfig.Overlay(new LabelConfig.Strength.ImageMaximum()),
                SIDE * SIDE,
                CLASSES),
            InputNormalization.L2);
    try (Batches<PairRows> batches =
        Batches.of(images(), encoder, Optional.empty(), EXAMPLES, 2 * EXAMPLES)) {
      int[] order = IntStream.range(0, EXAMPLES).toArray();
      int[] negatives = IntStream.of(order).map(i -> (i + 1) % CLASSES).toArray();
      batches.startEpoch(order, negatives, 0);
      compare(batches.batch(0));
    }
  }

  private static Dataset images() {
    byte[] pixels = new byte[EXAMPLES * SIDE * SIDE];
    new Random(1).nextBytes(pixels);
    byte[] labels = new byte[EXAMPLES];
    for (int i = 0; i < EXAMPLES; i++) {
      labels[i] = (byte) (i % CLASSES);
    }
    return new Dataset(
        "self-check", Dataset.Split.TRAIN, SIDE, SIDE, CLASSES, pixels, labels, List.of());
  }

  private void compare(PairRows rows) {
    LayerSpec first = layer(1, SIDE * SIDE);
    LayerSpec second = layer(2, UNITS);
    try (LayerParameters cpuFirst = parameters(first);
        LayerParameters cpuSecond = parameters(second);
        LayerParameters gpuFirst = parameters(first);
        LayerParameters gpuSecond = parameters(second);
        GraphExecutor cpuLower = new CompiledExecutor(cpuFirst, ADAM, 1, MatmulPrecision.F32);
        GraphExecutor cpuUpper = new CompiledExecutor(cpuSecond, ADAM, 1, MatmulPrecision.F32);
        GraphExecutor gpuLower = new CudaGraphExecutor(session, gpuFirst, ADAM);
        GraphExecutor gpuUpper = new CudaGraphExecutor(session, gpuSecond, ADAM);
        HiddenRows cpuHidden = new HiddenRows(rows, UNITS);
        HiddenRows gpuHidden = new HiddenRows(rows, UNITS)) {
      for (int step = 0; step < STEPS; step++) {
        same("layer 1", gpuLower.step(rows), cpuLower.step(rows));
        cpuLower.handOver(rows, cpuHidden);
        gpuLower.handOver(rows, gpuHidden);
        same("layer 2", gpuUpper.step(gpuHidden), cpuUpper.step(cpuHidden));
      }
    }
  }

  private static LayerSpec layer(int number, int inputs) {
    LayerConfig config =
        new LayerConfig(
            UNITS,
            true,
            LayerConfig.Initializer.GLOROT_UNIFORM,
            LayerConfig.Initializer.ZEROS,
            LayerConfig.GoodnessKind.MEAN,
            new LayerConfig.Threshold.Fixed(0.1),
            null,
            null,
            null,
            null,
            new LossConfig.Softplus(1),
            null);
    return new LayerSpec(number, inputs, config, InputNormalization.L2);
  }

  private static LayerParameters parameters(LayerSpec spec) {
    LayerParameters parameters = new LayerParameters(spec);
    Random random = new Random(spec.number());
    float[] values = new float[spec.parameters()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    parameters.set(values);
    return parameters;
  }

  private static void same(String what, StepStatistics found, StepStatistics expected) {
    same(what + ", loss", found.loss(), expected.loss());
    same(what + ", goodness", found.goodnessPositive(), expected.goodnessPositive());
    same(what + ", goodness", found.goodnessNegative(), expected.goodnessNegative());
  }

  private static void same(String what, double found, double expected) {
    // Not a number is never close.
    if (!(Math.abs(found - expected) <= TOLERANCE * (1 + Math.abs(expected)))) {
      throw new DeviceException(
          String.format(
              Locale.ROOT,
              "self-check, %s: expected %.6f as on the CPU, received %.6f",
              what,
              expected,
              found));
    }
  }
}
