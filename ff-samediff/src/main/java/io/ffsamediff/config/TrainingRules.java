package io.ffsamediff.config;

import static io.ffsamediff.config.ConfigRule.indices;
import static io.ffsamediff.config.ConfigRule.problem;
import static io.ffsamediff.config.ConfigRule.rule;

import io.ffsamediff.config.ConfigRule.Parts;
import io.ffsamediff.config.TrainingConfig.Interleaved;
import java.util.List;
import java.util.stream.Stream;

/** Rules about what a kind of training can do. */
final class TrainingRules {

  static final List<ConfigRule> ALL =
      List.of(
          rule(
              "`hard` negatives need `interleaved` training.",
              Parts::negatives,
              Parts::training,
              TrainingRules::hardNegatives),
          rule(
              "With an `augmentation`, `training.batchSize` is not `full`: a full batch is encoded"
                  + " once.",
              Parts::augmentation,
              Parts::training,
              TrainingRules::distortedFullBatch),
          rule(
              "`dropout` needs `interleaved` training.",
              Parts::network,
              Parts::training,
              TrainingRules::dropout),
          rule(
              "`peerNormalization` and the losses of pairs need `interleaved` training.",
              Parts::network,
              Parts::training,
              TrainingRules::layersOfInterleaved),
          rule(
              "A layer has `layerEpochs` only where training is `layerwise`.",
              Parts::network,
              Parts::training,
              TrainingRules::innerEpochs),
          rule(
              "`earlyStopping` needs `data.validationExamples`.",
              Parts::data,
              Parts::training,
              TrainingRules::blindStopping),
          rule(
              "The `warmUpEpochs` of a schedule are fewer than the `epochs`.",
              Parts::training,
              TrainingRules::endlessWarmUp));

  private TrainingRules() {}

  private static Stream<ConfigProblem> hardNegatives(
      NegativesConfig negatives, TrainingConfig training) {
    return problem(
        negatives instanceof NegativesConfig.Hard && !(training instanceof Interleaved),
        "/negatives/type",
        "\"wrong-label\" or \"shuffled\", as training is not \"interleaved\"",
        "\"hard\"",
        "Choose one of them or train \"interleaved\".");
  }

  private static Stream<ConfigProblem> dropout(NetworkConfig network, TrainingConfig training) {
    return problem(
        network.dropout() > 0 && !(training instanceof Interleaved),
        "/network/dropout",
        "0, as training is not \"interleaved\"",
        Double.toString(network.dropout()),
        "Remove it or train \"interleaved\".");
  }

  private static Stream<ConfigProblem> layersOfInterleaved(
      NetworkConfig network, TrainingConfig training) {
    if (training instanceof Interleaved) {
      return Stream.empty();
    }
    List<LayerConfig> layers = network.goodnessLayers();
    return indices(layers)
        .flatMap(
            i ->
                Stream.concat(
                    problem(
                        layers.get(i).peerNormalization() != null,
                        "/network/layers/" + i + "/peerNormalization",
                        "none, as training is not \"interleaved\"",
                        "one",
                        "Remove it or train \"interleaved\"."),
                    problem(
                        !(layers.get(i).loss() instanceof LossConfig.Softplus),
                        "/network/layers/" + i + "/loss",
                        "\"softplus\", as training is not \"interleaved\"",
                        "a loss of pairs",
                        "Choose \"softplus\" or train \"interleaved\".")));
  }

  private static Stream<ConfigProblem> innerEpochs(NetworkConfig network, TrainingConfig training) {
    List<LayerConfig> layers = network.goodnessLayers();
    return indices(layers)
        .flatMap(
            i ->
                problem(
                    training instanceof Interleaved && layers.get(i).layerEpochs() != null,
                    "/network/layers/" + i + "/layerEpochs",
                    "none, as training is \"interleaved\"",
                    String.valueOf(layers.get(i).layerEpochs()),
                    "Remove it: every layer takes one step a batch."));
  }

  private static Stream<ConfigProblem> blindStopping(DataConfig data, TrainingConfig training) {
    return problem(
        training instanceof Interleaved interleaved
            && interleaved.earlyStopping() != null
            && data.validationExamples() == 0,
        "/data/validationExamples",
        "at least 1, as training has earlyStopping",
        "0",
        "Hold back examples, 10000 of MNIST's, or remove training.earlyStopping.");
  }

  private static Stream<ConfigProblem> endlessWarmUp(TrainingConfig training) {
    return training instanceof Interleaved interleaved
        ? problem(
            interleaved.schedule().warmUpEpochs() >= interleaved.epochs(),
            "/training/schedule/warmUpEpochs",
            "fewer than the epochs, " + interleaved.epochs(),
            Double.toString(interleaved.schedule().warmUpEpochs()),
            "Choose fewer.")
        : Stream.empty();
  }

  private static Stream<ConfigProblem> distortedFullBatch(
      AugmentationConfig augmentation, TrainingConfig training) {
    return problem(
        training.batchSize() instanceof TrainingConfig.BatchSize.Full,
        "/training/batchSize",
        "a number, as there is an augmentation and a full batch is encoded once",
        "\"full\"",
        "Choose a number or remove \"augmentation\".");
  }
}
