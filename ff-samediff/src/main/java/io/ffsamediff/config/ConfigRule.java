package io.ffsamediff.config;

import io.ffsamediff.config.EvaluationConfig.LayerSelection;
import io.ffsamediff.config.LayerConfig.Initializer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule between keys. It looks at the parts it compares and names the key to change.
 *
 * @param text the rule as a sentence, in Markdown
 * @param finder finds where it is broken
 */
record ConfigRule(
    String text, BiFunction<NetworkConfig, EvaluationConfig, Stream<ConfigProblem>> finder) {

  /** All rules. */
  static final List<ConfigRule> ALL =
      List.of(
          new ConfigRule(
              "The numbers in `evaluation.layers` are those of layers of the network.",
              ConfigRule::missingLayers),
          new ConfigRule(
              "No number stands in `evaluation.layers` twice.", ConfigRule::repeatedLayers),
          new ConfigRule(
              "A layer with a `biasRegularizer` has `useBias` true.",
              ConfigRule::penaltiesWithoutBias),
          new ConfigRule(
              "A layer does not start with kernel and biases all zero: its activations, and with"
                  + " them its gradients, would stay zero.",
              ConfigRule::deadLayers));

  /** All broken rules; none can be told while a part is unknown. */
  static List<ConfigProblem> problems(
      @Nullable NetworkConfig network, @Nullable EvaluationConfig evaluation) {
    List<ConfigProblem> problems = new ArrayList<>();
    if (network != null && evaluation != null) {
      for (ConfigRule rule : ALL) {
        rule.finder.apply(network, evaluation).forEach(problems::add);
      }
    }
    return problems;
  }

  /**
   * Refuses broken rules.
   *
   * @throws ConfigException if a rule is broken; it names all of them
   */
  static void check(NetworkConfig network, EvaluationConfig evaluation) {
    List<ConfigProblem> problems = problems(network, evaluation);
    if (!problems.isEmpty()) {
      throw new ConfigException(RunConfig.class.getSimpleName(), problems);
    }
  }

  private static Stream<ConfigProblem> missingLayers(
      NetworkConfig network, EvaluationConfig evaluation) {
    int layers = network.layers().size();
    List<Integer> numbers = selected(evaluation);
    return indices(numbers)
        .filter(i -> numbers.get(i) > layers)
        .map(
            i ->
                new ConfigProblem(
                    "/evaluation/layers/" + i,
                    "the number of a layer, 1 to " + layers,
                    numbers.get(i).toString(),
                    "Choose a layer of the network."));
  }

  private static Stream<ConfigProblem> repeatedLayers(
      NetworkConfig network, EvaluationConfig evaluation) {
    List<Integer> numbers = selected(evaluation);
    return indices(numbers)
        .filter(i -> numbers.indexOf(numbers.get(i)) < i)
        .map(
            i ->
                new ConfigProblem(
                    "/evaluation/layers/" + i,
                    "each layer once",
                    numbers.get(i) + " again",
                    "Remove it."));
  }

  private static Stream<ConfigProblem> penaltiesWithoutBias(
      NetworkConfig network, EvaluationConfig evaluation) {
    List<LayerConfig> layers = network.layers();
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

  private static Stream<ConfigProblem> deadLayers(
      NetworkConfig network, EvaluationConfig evaluation) {
    List<LayerConfig> layers = network.layers();
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

  private static boolean isDead(LayerConfig layer) {
    boolean zeroBias = !layer.useBias() || layer.biasInitializer() == Initializer.ZEROS;
    return zeroBias && layer.kernelInitializer() == Initializer.ZEROS;
  }

  private static List<Integer> selected(EvaluationConfig evaluation) {
    return evaluation.layers() instanceof LayerSelection.Of of ? of.numbers() : List.of();
  }

  private static Stream<Integer> indices(List<?> list) {
    return Stream.iterate(0, i -> i < list.size(), i -> i + 1);
  }
}
