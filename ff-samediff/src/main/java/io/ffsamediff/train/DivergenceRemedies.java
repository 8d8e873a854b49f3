package io.ffsamediff.train;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.HeadConfig;
import io.ffsamediff.config.LayerConfig;
import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to change when a loss is no longer finite: of what a configuration leaves to be changed, the
 * three likeliest to help, with keys and values.
 */
final class DivergenceRemedies {

  private static final int TOLD = 3;
  private static final double SHARE_OF_RATE = 0.1;
  private static final int LARGER_BATCH = 4;

  /** The last resorts, which every configuration has. */
  private static final String INPUTS =
      "look for inputs of another scale than the rest in the training data";

  private static final String INITIALISER =
      "set network.layers.*.kernelInitializer to \"lecun_normal\"";

  private final RunConfig run;

  DivergenceRemedies(RunConfig run) {
    this.run = run;
  }

  /** For layer {@code index}, from 0. */
  String ofLayer(int index) {
    NetworkConfig network = run.network();
    LayerConfig layer =
        network.goodnessLayers().isEmpty() ? null : network.goodnessLayers().get(index);
    OptimizerConfig own = layer == null ? null : layer.optimizer();
    Stream<Optional<String>> candidates =
        Stream.of(
            own == null
                ? lowerRate("training.optimizer", run.training().optimizer())
                : lowerRate("network.layers.%d.optimizer".formatted(index), own),
            normalise(),
            layer == null ? Optional.empty() : thresholdOfSum(layer, index));
    return sentence(Stream.concat(candidates, general()));
  }

  /** For the softmax head, or for a network with no other loss. */
  String ofHead() {
    HeadConfig head = run.network().head();
    Optional<String> lowerRate =
        head == null
            ? lowerRate("training.optimizer", run.training().optimizer())
            : lowerRate("network.head.optimizer", head.optimizer());
    return sentence(Stream.concat(Stream.of(lowerRate, normalise()), general()));
  }

  private static String sentence(Stream<Optional<String>> candidates) {
    return candidates
        .flatMap(Optional::stream)
        .limit(TOLD)
        .collect(Collectors.joining("; ", "Likeliest remedies, in this order: ", "."));
  }

  private static Optional<String> lowerRate(String key, OptimizerConfig optimizer) {
    double rate = optimizer.learningRate();
    return Optional.of(
        "lower %s.learningRate from %s to %s".formatted(key, rate, (float) (rate * SHARE_OF_RATE)));
  }

  /** Without it a layer's activations grow with the length of its input. */
  private Optional<String> normalise() {
    return run.network().inputNormalization() == InputNormalization.NONE
        ? Optional.of("set network.inputNormalization to \"l2\"")
        : Optional.empty();
  }

  /** A sum's gradient is as many times that of a mean as there are units. */
  private static Optional<String> thresholdOfSum(LayerConfig layer, int index) {
    boolean far =
        layer.goodness() == GoodnessKind.SUM && layer.threshold().of(layer.units()) < layer.units();
    return far
        ? Optional.of(
            "set network.layers.%d.threshold to \"units\", as its goodness is a sum"
                .formatted(index))
        : Optional.empty();
  }

  /** What helps whatever has diverged. */
  private Stream<Optional<String>> general() {
    return Stream.of(
        warmUp(), largerBatch(), float32(), Optional.of(INPUTS), Optional.of(INITIALISER));
  }

  private Optional<String> warmUp() {
    return run.training() instanceof TrainingConfig.Interleaved interleaved
            && interleaved.schedule().warmUpEpochs() == 0
        ? Optional.of("set training.schedule.warmUpEpochs to 1")
        : Optional.empty();
  }

  private Optional<String> largerBatch() {
    return run.training().batchSize() instanceof TrainingConfig.BatchSize.Rows rows
        ? Optional.of(
            "raise training.batchSize from %d to %d"
                .formatted(rows.rows(), (long) LARGER_BATCH * rows.rows()))
        : Optional.empty();
  }

  private Optional<String> float32() {
    return run.device().matmulPrecision() == MatmulPrecision.BF16
        ? Optional.of("set device.matmulPrecision to \"f32\"")
        : Optional.empty();
  }
}
