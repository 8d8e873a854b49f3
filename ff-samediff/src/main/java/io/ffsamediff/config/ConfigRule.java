package io.ffsamediff.config;

import io.ffsamediff.config.DeviceConfig.ExecutorKind;
import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.EvaluationConfig.LayerSelection;
import io.ffsamediff.config.LayerConfig.Initializer;
import io.ffsamediff.config.TrainingConfig.BatchSize;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule between keys. It looks at the parts it compares and names the key to change.
 *
 * @param text the rule as a sentence, in Markdown
 * @param finder finds where it is broken; nowhere while a part that it looks at is unknown
 */
record ConfigRule(String text, Function<Parts, Stream<ConfigProblem>> finder) {

  /** All rules. */
  static final List<ConfigRule> ALL =
      List.of(
          ofLayers(
              "The numbers in `evaluation.layers` are those of layers of the network.",
              ConfigRule::missingLayers),
          ofLayers("No number stands in `evaluation.layers` twice.", ConfigRule::repeatedLayers),
          ofLayers(
              "A layer with a `biasRegularizer` has `useBias` true.",
              ConfigRule::penaltiesWithoutBias),
          ofLayers(
              "A layer does not start with kernel and biases all zero: its activations, and with"
                  + " them its gradients, would stay zero.",
              ConfigRule::deadLayers),
          new ConfigRule(
              "With an `augmentation`, `training.batchSize` is not `full`: a full batch is encoded"
                  + " once.",
              ConfigRule::distortedFullBatch),
          ofDevice(
              "The `samediff` executor has `matmulPrecision` `f32`.", ConfigRule::narrowReference));

  /**
   * The parts of a configuration that rules look at.
   *
   * @param network the layers; null while unknown
   * @param augmentation how training images are distorted; null while unknown, or if they are not
   * @param training the loop; null while unknown
   * @param evaluation when and how errors are counted; null while unknown
   * @param device where and how it runs; null while unknown
   */
  record Parts(
      @Nullable NetworkConfig network,
      @Nullable AugmentationConfig augmentation,
      @Nullable TrainingConfig training,
      @Nullable EvaluationConfig evaluation,
      @Nullable DeviceConfig device) {}

  private static ConfigRule ofLayers(
      String text, BiFunction<NetworkConfig, EvaluationConfig, Stream<ConfigProblem>> finder) {
    return new ConfigRule(
        text,
        parts -> {
          NetworkConfig network = parts.network();
          EvaluationConfig evaluation = parts.evaluation();
          return network == null || evaluation == null
              ? Stream.empty()
              : finder.apply(network, evaluation);
        });
  }

  private static ConfigRule ofDevice(
      String text, Function<DeviceConfig, Stream<ConfigProblem>> finder) {
    return new ConfigRule(
        text,
        parts -> {
          DeviceConfig device = parts.device();
          return device == null ? Stream.empty() : finder.apply(device);
        });
  }

  /** All broken rules, as far as can be told. */
  static List<ConfigProblem> problems(Parts parts) {
    return ALL.stream().flatMap(rule -> rule.finder.apply(parts)).toList();
  }

  /**
   * Refuses broken rules.
   *
   * @throws ConfigException if a rule is broken; it names all of them
   */
  static void check(Parts parts) {
    List<ConfigProblem> problems = problems(parts);
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

  private static Stream<ConfigProblem> distortedFullBatch(Parts parts) {
    return Stream.ofNullable(parts.training())
        .filter(training -> parts.augmentation() != null)
        .filter(training -> training.batchSize() instanceof BatchSize.Full)
        .map(
            training ->
                new ConfigProblem(
                    "/training/batchSize",
                    "a number, as there is an augmentation and a full batch is encoded once",
                    "\"full\"",
                    "Choose a number or remove \"augmentation\"."));
  }

  private static Stream<ConfigProblem> narrowReference(DeviceConfig device) {
    return Stream.of(device)
        .filter(d -> d.executor() == ExecutorKind.SAMEDIFF)
        .filter(d -> d.matmulPrecision() != MatmulPrecision.F32)
        .map(
            d ->
                new ConfigProblem(
                    "/device/matmulPrecision",
                    "\"f32\", as executor is \"samediff\"",
                    "\"bf16\"",
                    "Choose \"f32\" or the executor \"compiled\"."));
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
