package io.ffsamediff.config;

import java.util.List;

/** Mistakes between keys of training, head, negatives and losses, with the whole message. */
final class InterleavedBrokenConfigs {

  private static final String TWO_LAYERS =
      "{\"type\": \"forward-forward\", \"layers\": [{\"units\": 10}, {\"units\": 20}]";

  static final List<BrokenConfig> ALL =
      List.of(
          interleaved(
              "head on a layer that the network does not have",
              "/network/head",
              "{\"layers\": [2, 3]}",
              "/network/head/layers/1: expected the number of a layer, 1 to 2, received 3. Choose a"
                  + " layer of the network."),
          interleaved(
              "head on a layer twice",
              "/network/head",
              "{\"layers\": [2, 2]}",
              "/network/head/layers/1: expected each layer once, received 2 again. Remove it."),
          interleaved(
              "head that reads nothing",
              "/network/layers",
              "[{\"units\": 10}]",
              "/network/head/layers: expected at least one layer, received \"all-but-first\" of a"
                  + " network of one layer. Write [1]."),
          layerwise(
              "head without interleaved training",
              "/network",
              TWO_LAYERS + ", \"head\": {}}",
              "/network/head: expected no head, as training is not \"interleaved\", received one."
                  + " Remove it or train \"interleaved\"."),
          layerwise(
              "predictor that the network does not have",
              "/evaluation",
              "{\"predictor\": \"combined\"}",
              "/evaluation/predictor: expected \"goodness\", as the network has no head, received"
                  + " \"combined\". Choose \"goodness\" or give the network a head."),
          layerwise(
              "hard negatives by goodness without interleaved training",
              "/negatives",
              "{\"type\": \"hard\", \"judge\": \"goodness\"}",
              "/negatives/type: expected \"wrong-label\" or \"shuffled\", as training is not"
                  + " \"interleaved\", received \"hard\". Choose one of them or train"
                  + " \"interleaved\"."),
          broken(
              Configs.with(Configs.INTERLEAVED, "/network", TWO_LAYERS + "}"),
              "hard negatives by a head that is not there",
              "/negatives",
              "{\"type\": \"hard\"}",
              "/negatives/judge: expected \"goodness\", as the network has no head, received"
                  + " \"head\". Choose \"goodness\" or give the network a head."),
          layerwise(
              "dropout without interleaved training",
              "/network",
              TWO_LAYERS + ", \"dropout\": 0.1}",
              "/network/dropout: expected 0, as training is not \"interleaved\", received 0.1."
                  + " Remove it or train \"interleaved\"."),
          layerwise(
              "peer normalisation without interleaved training",
              "/network/layers/1",
              "{\"units\": 20, \"peerNormalization\": {}}",
              "/network/layers/1/peerNormalization: expected none, as training is not"
                  + " \"interleaved\", received one. Remove it or train \"interleaved\"."),
          layerwise(
              "loss of pairs without interleaved training",
              "/network/layers/1",
              "{\"units\": 20, \"loss\": {\"type\": \"symba\"}}",
              "/network/layers/1/loss: expected \"softplus\", as training is not \"interleaved\","
                  + " received a loss of pairs. Choose \"softplus\" or train \"interleaved\"."),
          interleaved(
              "inner epochs of interleaved training",
              "/network/layers/1",
              "{\"units\": 20, \"layerEpochs\": 3}",
              "/network/layers/1/layerEpochs: expected none, as training is \"interleaved\", received"
                  + " 3. Remove it: every layer takes one step a batch."),
          interleaved(
              "early stopping without examples to stop by",
              "/training/earlyStopping",
              "{}",
              "/data/validationExamples: expected at least 1, as training has earlyStopping, received"
                  + " 0. Hold back examples, 10000 of MNIST's, or remove training.earlyStopping."),
          interleaved(
              "warm-up as long as the run",
              "/training/schedule",
              "{\"type\": \"cosine\", \"warmUpEpochs\": 2}",
              "/training/schedule/warmUpEpochs: expected fewer than the epochs, 2, received 2.0."
                  + " Choose fewer."),
          unlabelled(
              "hybrids with labels",
              "/labels",
              "{\"type\": \"append\"}",
              "/labels/type: expected \"none\", as negatives are \"hybrid\", received \"append\". Choose"
                  + " \"none\" or other negatives."),
          unlabelled(
              "negatives of another label without labels",
              "/negatives",
              "{\"type\": \"wrong-label\"}",
              "/negatives/type: expected \"hybrid\", as labels are \"none\", received negatives that"
                  + " differ by their label. Choose \"hybrid\" or other labels."),
          unlabelled(
              "hybrids in a full batch",
              "/training/batchSize",
              "\"full\"",
              "/training/batchSize: expected a number, as \"hybrid\" negatives are made anew for each"
                  + " batch, received \"full\". Choose a number."),
          unlabelled(
              "no labels and no head",
              "/network/head",
              "null",
              "/network/head: expected a head, as labels are \"none\", received none. Give the network"
                  + " a head: {}."),
          unlabelled(
              "a trial of labels without labels",
              "/evaluation",
              "{\"predictor\": \"combined\"}",
              "/evaluation/predictor: expected \"head\", as labels are \"none\", received \"combined\"."
                  + " Choose \"head\" or remove it."),
          unlabelled(
              "hybrids without interleaved training",
              "/training",
              "{\"type\": \"layerwise\", \"epochs\": 2}",
              "/network/head: expected no head, as training is not \"interleaved\", received one."
                  + " Remove it or train \"interleaved\".\ntiny.json: "
                  + "/negatives/type: expected \"wrong-label\" or \"shuffled\", as training is not"
                  + " \"interleaved\", received \"hybrid\". Choose one of them or train"
                  + " \"interleaved\"."),
          interleaved(
              "interleaved training by the reference executor",
              "/device",
              "{\"executor\": \"samediff\"}",
              "/device/executor: expected \"compiled\", as training is \"interleaved\", received"
                  + " \"samediff\". Choose \"compiled\": the reference trains layerwise."));

  private InterleavedBrokenConfigs() {}

  private static BrokenConfig interleaved(
      String name, String pointer, String value, String message) {
    return broken(Configs.INTERLEAVED, name, pointer, value, message);
  }

  private static BrokenConfig unlabelled(
      String name, String pointer, String value, String message) {
    return broken(Configs.UNLABELLED, name, pointer, value, message);
  }

  private static BrokenConfig layerwise(String name, String pointer, String value, String message) {
    return broken(Configs.MINIMAL, name, pointer, value, message);
  }

  private static BrokenConfig broken(
      String base, String name, String pointer, String value, String message) {
    return new BrokenConfig(name, Configs.with(base, pointer, value), message, false);
  }
}
