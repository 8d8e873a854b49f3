package io.ffsamediff.config;

import static io.ffsamediff.config.ConfigRule.indices;
import static io.ffsamediff.config.ConfigRule.rule;

import io.ffsamediff.config.ConfigRule.Parts;
import io.ffsamediff.config.EvaluationConfig.LayerSelection;
import io.ffsamediff.config.LayerConfig.Initializer;
import java.util.List;
import java.util.stream.Stream;

/** Rules about layers and the choice of them. */
final class LayerRules {

  static final List<ConfigRule> ALL =
      List.of(
          rule(
              "The numbers in `evaluation.layers` are those of layers of the network.",
              Parts::network,
              Parts::evaluation,
              (network, evaluation) ->
                  missing("/evaluation/layers/", selected(evaluation), network)),
          rule(
              "No number stands in `evaluation.layers` twice.",
              Parts::evaluation,
              evaluation -> repeated("/evaluation/layers/", selected(evaluation))),
          rule(
              "A layer with a `biasRegularizer` has `useBias` true.",
              Parts::network,
              LayerRules::penaltiesWithoutBias),
          rule(
              "A layer does not start with kernel and biases all zero: its activations, and with"
                  + " them its gradients, would stay zero.",
              Parts::network,
              LayerRules::deadLayers));

  private LayerRules() {}

  /** Numbers of layers that the network does not have. */
  static Stream<ConfigProblem> missing(
      String pointer, List<Integer> numbers, NetworkConfig network) {
    int layers = network.layers().size();
    return indices(numbers)
        .filter(i -> numbers.get(i) > layers)
        .map(
            i ->
                new ConfigProblem(
                    pointer + i,
                    "the number of a layer, 1 to " + layers,
                    numbers.get(i).toString(),
                    "Choose a layer of the network."));
  }

  /** Numbers that stand in a list twice. */
  static Stream<ConfigProblem> repeated(String pointer, List<Integer> numbers) {
    return indices(numbers)
        .filter(i -> numbers.indexOf(numbers.get(i)) < i)
        .map(
            i ->
                new ConfigProblem(
                    pointer + i, "each layer once", numbers.get(i) + " again", "Remove it."));
  }

  private static Stream<ConfigProblem> penaltiesWithoutBias(NetworkConfig network) {
    List<LayerConfig> layers = network.goodnessLayers();
    return indices(layers)
        .filter(i -> !layers.get(i).useBias() && layers.get(i).biasRegularizer() != null)
        .map(
            i ->
                new ConfigProblem(
                    "/network/layers/" + i + "/biasRegularizer",
                    "no penalty on biases, as useBias is false",
                    "one",
                    "Remove it or set useBias to true."));
  }

  private static Stream<ConfigProblem> deadLayers(NetworkConfig network) {
    List<? extends DenseConfig> layers = network.layers();
    return indices(layers)
        .filter(i -> isDead(layers.get(i)))
        .map(
            i ->
                new ConfigProblem(
                    "/network/layers/" + i + "/kernelInitializer",
                    "a layer that does not start with all weights at zero",
                    "\"zeros\"",
                    "Choose \"glorot_uniform\": activations of zero have gradients of zero."));
  }

  private static boolean isDead(DenseConfig layer) {
    boolean zeroBias = !layer.useBias() || layer.biasInitializer() == Initializer.ZEROS;
    return zeroBias && layer.kernelInitializer() == Initializer.ZEROS;
  }

  private static List<Integer> selected(EvaluationConfig evaluation) {
    return evaluation.layers() instanceof LayerSelection.Of of ? of.numbers() : List.of();
  }
}
