package io.ffsamediff.config;

import java.util.List;
import java.util.stream.Stream;

/** Every kind of mistake, with the whole message. */
final class BrokenConfigs {

  static final List<BrokenConfig> ALL =
      Stream.of(
              mistakes(), InterleavedBrokenConfigs.ALL.stream(), BackpropBrokenConfigs.ALL.stream())
          .flatMap(mistakes -> mistakes)
          .toList();

  private static Stream<BrokenConfig> mistakes() {
    return Stream.of(
        at(
            "unknown key, close to one that is absent",
            "/training/layerEpoch",
            "3",
            "/training/layerEpoch: expected one of the keys type, epochs, layerEpochs, batchSize,"
                + " optimizer, received \"layerEpoch\". Did you mean \"layerEpochs\"?"),
        at(
            "unknown key, close to none",
            "/training/momentum",
            "3",
            "/training/momentum: expected one of the keys type, epochs, layerEpochs, batchSize,"
                + " optimizer, received \"momentum\". Remove it or correct its name."),
        at(
            "unknown key with characters of pointers and terminals",
            "/training/a~1b~0c\u001b[31m",
            "3",
            "/training/a~1b~0c?[31m: expected one of the keys type, epochs, layerEpochs,"
                + " batchSize, optimizer, received \"a/b~c?[31m\". Remove it or correct its name."),
        at(
            "key of another section",
            "/learningRate",
            "0.1",
            "/learningRate: expected one of the keys name, seed, data, network, labels, negatives,"
                + " augmentation, training, evaluation, checkpoints, device, cluster, received \"learningRate\". Remove it"
                + " or correct its name."),
        at(
            "key of a kind without keys",
            "/negatives",
            "{\"type\": \"shuffled\", \"share\": 1}",
            "/negatives/share: expected one of the keys type, received \"share\". Remove it or"
                + " correct its name."),
        at(
            "required key missing",
            "/training/epochs",
            "",
            "/training/epochs: expected a whole number of at least 1, received nothing. Give a"
                + " value: Passes over the data."),
        at(
            "required section missing",
            "/network",
            "",
            "/network: expected an object of \"type\" \"forward-forward\" or \"backprop\", received nothing. Give a"
                + " value: The network."),
        at(
            "text for a whole number",
            "/training/epochs",
            "\"three\"",
            "/training/epochs: expected a whole number of at least 1, received \"three\". Write a"
                + " number without quotes."),
        at(
            "text for a number",
            "/evaluation",
            "{\"every\": \"5\"}",
            "/evaluation/every: expected a whole number of at least 1, received \"5\". Write a"
                + " number without quotes."),
        at(
            "number for a text",
            "/name",
            "5",
            "/name: expected a name of at most 100 letters, digits, '.', '_' and '-' that begins"
                + " with a letter or digit, received 5. Write a text in double quotes."),
        at(
            "number for true or false",
            "/network/layers/0",
            "{\"units\": 10, \"useBias\": 1}",
            "/network/layers/0/useBias: expected true or false, received 1. Write true or false"
                + " without quotes."),
        at(
            "list for an object",
            "/data",
            "[\"mnist\"]",
            "/data: expected an object, received [\"mnist\"]. Write it in curly braces."),
        at(
            "text for a tagged object",
            "/negatives",
            "\"shuffled\"",
            "/negatives: expected an object of \"type\" \"shuffled\", \"wrong-label\", \"hard\" or \"hybrid\", received"
                + " \"shuffled\". Write it in curly braces."),
        at(
            "object for a list",
            "/network/layers",
            "{\"units\": 10}",
            "/network/layers: expected a list, each element an object, received {\"units\":10}."
                + " Write a list in square brackets."),
        at(
            "long value, shortened",
            "/data",
            "[\"" + "x".repeat(100) + "\"]",
            "/data: expected an object, received [\""
                + "x".repeat(55)
                + ".... Write it in curly"
                + " braces."),
        at(
            "fraction for a whole number",
            "/training/epochs",
            "2.5",
            "/training/epochs: expected a whole number of at least 1, received 2.5. Write a number"
                + " without a fraction."),
        at(
            "number too large for an int",
            "/training/epochs",
            "3000000000",
            "/training/epochs: expected a whole number of at most 2147483647, received 3000000000."
                + " Choose such a value."),
        at(
            "whole number with a monstrous exponent",
            "/training/epochs",
            "1e999999999",
            "/training/epochs: expected a whole number of at most 2147483647, received"
                + " 1E+999999999. Choose such a value."),
        at(
            "number too large for a long",
            "/seed",
            "9223372036854775808",
            "/seed: expected a whole number of at most 9223372036854775807, received"
                + " 9223372036854775808. Choose such a value."),
        at(
            "number too small for a long",
            "/seed",
            "-9223372036854775809",
            "/seed: expected a whole number of at least -9223372036854775808, received"
                + " -9223372036854775809. Choose such a value."),
        at(
            "number too large for a double",
            "/network/layers/0",
            "{\"units\": 10, \"threshold\": 1e400}",
            "/network/layers/0/threshold: expected a number that a double holds, received 1E+400."
                + " Choose such a value."),
        at(
            "whole number below its range",
            "/training/epochs",
            "0",
            "/training/epochs: expected a whole number of at least 1, received 0. Choose such a"
                + " value."),
        at(
            "whole number above its range",
            "/network/layers/0/units",
            "1048577",
            "/network/layers/0/units: expected a whole number of at least 1 and at most 1048576,"
                + " received 1048577. Choose such a value."),
        at(
            "number at an excluded end of its range",
            "/training/optimizer",
            "{\"type\": \"adam\", \"learningRate\": 0}",
            "/training/optimizer/learningRate: expected a number above 0, received 0. Choose such a"
                + " value."),
        at(
            "number above its range",
            "/training/optimizer",
            "{\"type\": \"adam\", \"beta1\": 1.0}",
            "/training/optimizer/beta1: expected a number of at least 0 and at most 0.9999999,"
                + " received 1.0. Choose such a value."),
        at(
            "weight decay below its range",
            "/training/optimizer",
            "{\"type\": \"adamw\", \"weightDecay\": -0.1}",
            "/training/optimizer/weightDecay: expected a number of at least 0, received -0.1. Choose"
                + " such a value."),
        at(
            "misspelt optimiser",
            "/training/optimizer",
            "{\"type\": \"adanw\"}",
            "/training/optimizer/type: expected \"adam\", \"adamw\" or \"sgd\", received \"adanw\"."
                + " Did you mean \"adamw\"?"),
        at(
            "key of another optimiser",
            "/training/optimizer",
            "{\"type\": \"adam\", \"weightDecay\": 0.1}",
            "/training/optimizer/weightDecay: expected one of the keys type, learningRate, beta1,"
                + " beta2, epsilon, received \"weightDecay\". Remove it or correct its name."),
        at(
            "name that would leave the run folder",
            "/name",
            "\"../elsewhere\"",
            "/name: expected a name of at most 100 letters, digits, '.', '_' and '-' that begins"
                + " with a letter or digit, received \"../elsewhere\". Choose such a value."),
        at(
            "misspelt constant",
            "/device",
            "{\"executor\": \"compield\"}",
            "/device/executor: expected \"compiled\" or \"samediff\", received \"compield\". Did you"
                + " mean \"compiled\"?"),
        at(
            "constant in capitals",
            "/device",
            "{\"type\": \"CPU\"}",
            "/device/type: expected \"auto\", \"cpu\" or \"cuda\", received \"CPU\". Did you mean"
                + " \"cpu\"?"),
        at(
            "unknown constant, close to none",
            "/device",
            "{\"type\": \"gpu\"}",
            "/device/type: expected \"auto\", \"cpu\" or \"cuda\", received \"gpu\". Choose one of"
                + " these."),
        at(
            "misspelt tag",
            "/negatives",
            "{\"type\": \"wrong-lable\"}",
            "/negatives/type: expected \"shuffled\", \"wrong-label\", \"hard\" or \"hybrid\", received \"wrong-lable\". Did"
                + " you mean \"wrong-label\"?"),
        at(
            "tag that is no text",
            "/negatives",
            "{\"type\": 1}",
            "/negatives/type: expected \"shuffled\", \"wrong-label\", \"hard\" or \"hybrid\", received 1. Choose one of"
                + " these."),
        at(
            "tag missing",
            "/negatives",
            "{}",
            "/negatives/type: expected \"shuffled\", \"wrong-label\", \"hard\" or \"hybrid\", received nothing. Add the key"
                + " \"type\"."),
        at(
            "misspelt word",
            "/training/batchSize",
            "\"ful\"",
            "/training/batchSize: expected \"full\" or a whole number of at least 1, received"
                + " \"ful\". Did you mean \"full\"?"),
        at(
            "other word",
            "/training/batchSize",
            "\"all\"",
            "/training/batchSize: expected \"full\" or a whole number of at least 1, received"
                + " \"all\". Choose one of these."),
        at(
            "number out of range in place of a word",
            "/training/batchSize",
            "0",
            "/training/batchSize: expected a whole number of at least 1, received 0. Choose such a"
                + " value."),
        at(
            "neither word nor number",
            "/training/batchSize",
            "true",
            "/training/batchSize: expected \"full\" or a whole number of at least 1, received true."
                + " Write \"full\" or a whole number of at least 1."),
        at(
            "number in place of a word or list",
            "/evaluation",
            "{\"layers\": 1}",
            "/evaluation/layers: expected \"all\" or a list, each element a whole number of at least"
                + " 1, received 1. Write \"all\" or a list, each element a whole number of at least"
                + " 1."),
        at(
            "null for a required key",
            "/training/epochs",
            "null",
            "/training/epochs: expected a whole number of at least 1, received null. Give a value:"
                + " Passes over the data."),
        at(
            "null for a key with a default",
            "/training/layerEpochs",
            "null",
            "/training/layerEpochs: expected a whole number of at least 1, received null. Give a"
                + " value, or remove the key for its default 50."),
        at(
            "null in a list",
            "/network/layers/1",
            "null",
            "/network/layers/1: expected an object, received null. Write it in curly braces."),
        at(
            "empty list",
            "/network/layers",
            "[]",
            "/network/layers: expected at least one element, received []. Add an element."),
        at(
            "empty list in place of a word",
            "/evaluation",
            "{\"layers\": []}",
            "/evaluation/layers: expected at least one element, received []. Add an element."),
        at(
            "layer that is not there",
            "/evaluation",
            "{\"layers\": [1, 3]}",
            "/evaluation/layers/1: expected the number of a layer, 1 to 2, received 3. Choose a"
                + " layer of the network.",
            false),
        at(
            "layer named twice",
            "/evaluation",
            "{\"layers\": [2, 2]}",
            "/evaluation/layers/1: expected each layer once, received 2 again. Remove it.",
            false),
        at(
            "penalty on biases that are not there",
            "/network/layers/1",
            "{\"units\": 5, \"useBias\": false, \"biasRegularizer\": {\"l2\": 0.1}}",
            "/network/layers/1/biasRegularizer: expected no penalty on biases, as useBias is false,"
                + " received one. Remove it or set useBias to true.",
            false),
        at(
            "layer that cannot learn",
            "/network/layers/1",
            "{\"units\": 5, \"kernelInitializer\": \"zeros\"}",
            "/network/layers/1/kernelInitializer: expected a layer that does not start with all"
                + " weights at zero, received \"zeros\". Choose \"glorot_uniform\": activations of"
                + " zero have gradients of zero.",
            false),
        at(
            "distortion out of range",
            "/augmentation",
            "{\"rotation\": 181}",
            "/augmentation/rotation: expected a number of at least 0 and at most 180, received 181."
                + " Choose such a value."),
        new BrokenConfig(
            "distortions of a batch that is encoded once",
            Configs.with("/augmentation", "{}")
                .replace("\"epochs\":2", "\"epochs\":2,\"batchSize\":\"full\""),
            "/training/batchSize: expected a number, as there is an augmentation and a full batch is"
                + " encoded once, received \"full\". Choose a number or remove \"augmentation\".",
            false),
        at(
            "precision that the executor does not have",
            "/device",
            "{\"executor\": \"samediff\", \"matmulPrecision\": \"bf16\"}",
            "/device/matmulPrecision: expected \"f32\", as executor is \"samediff\", received"
                + " \"bf16\". Choose \"f32\" or the executor \"compiled\".",
            false));
  }

  private static BrokenConfig at(String name, String pointer, String value, String message) {
    return at(name, pointer, value, message, true);
  }

  private BrokenConfigs() {}

  private static BrokenConfig at(
      String name, String pointer, String value, String message, boolean seenBySchema) {
    return new BrokenConfig(name, Configs.with(pointer, value), message, seenBySchema);
  }
}
