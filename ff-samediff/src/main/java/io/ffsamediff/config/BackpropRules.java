package io.ffsamediff.config;

import static io.ffsamediff.config.ConfigRule.problem;
import static io.ffsamediff.config.ConfigRule.rule;

import io.ffsamediff.config.ConfigRule.Parts;
import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.config.NetworkConfig.Backprop;
import java.util.List;
import java.util.stream.Stream;

/** Rules about networks that learn by back-propagation. */
final class BackpropRules {

  static final List<ConfigRule> ALL =
      List.of(
          rule(
              "A `backprop` network is trained `interleaved`: batch after batch.",
              Parts::network,
              Parts::training,
              BackpropRules::wrongTraining),
          rule(
              "The `evaluation.predictor` of a `backprop` network is `head`.",
              Parts::network,
              Parts::evaluation,
              BackpropRules::wrongPredictor),
          rule(
              "A `backprop` network has `negatives` other than `hybrid`; it makes no use of them.",
              Parts::network,
              Parts::negatives,
              BackpropRules::hybrids),
          rule(
              "A `backprop` network has `matmulPrecision` `f32`.",
              Parts::network,
              Parts::device,
              BackpropRules::narrowProducts));

  private BackpropRules() {}

  private static Stream<ConfigProblem> wrongTraining(
      NetworkConfig network, TrainingConfig training) {
    return problem(
        network instanceof Backprop && !(training instanceof TrainingConfig.Interleaved),
        "/training/type",
        "\"interleaved\", as the network is \"backprop\" and learns batch after batch",
        "\"layerwise\"",
        "Train \"interleaved\".");
  }

  private static Stream<ConfigProblem> wrongPredictor(
      NetworkConfig network, EvaluationConfig evaluation) {
    return network instanceof Backprop
        ? PredictorRule.only(
            PredictorKind.HEAD,
            evaluation,
            "as the network is \"backprop\" and has no goodness",
            "remove it")
        : Stream.empty();
  }

  private static Stream<ConfigProblem> hybrids(NetworkConfig network, NegativesConfig negatives) {
    return problem(
        network instanceof Backprop && negatives instanceof NegativesConfig.Hybrid,
        "/negatives/type",
        "negatives other than \"hybrid\", as the network is \"backprop\" and needs none",
        "\"hybrid\"",
        "Remove the negatives, and labels of type \"none\".");
  }

  private static Stream<ConfigProblem> narrowProducts(NetworkConfig network, DeviceConfig device) {
    return problem(
        network instanceof Backprop && device.matmulPrecision() != MatmulPrecision.F32,
        "/device/matmulPrecision",
        "\"f32\", as the network is \"backprop\"",
        "\"bf16\"",
        "Choose \"f32\".");
  }
}
