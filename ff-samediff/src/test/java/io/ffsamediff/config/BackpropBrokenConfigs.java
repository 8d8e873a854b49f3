package io.ffsamediff.config;

import java.util.List;

/** Mistakes with a network that learns by back-propagation, with the whole message. */
final class BackpropBrokenConfigs {

  static final List<BrokenConfig> ALL =
      List.of(
          broken(
              "back-propagation layer by layer",
              "/training",
              "{\"type\": \"layerwise\", \"epochs\": 2}",
              "/training/type: expected \"interleaved\", as the network is \"backprop\" and learns"
                  + " batch after batch, received \"layerwise\". Train \"interleaved\"."),
          broken(
              "prediction by goodness of a network without goodness",
              "/evaluation",
              "{\"predictor\": \"goodness\"}",
              "/evaluation/predictor: expected \"head\", as the network is \"backprop\" and has no"
                  + " goodness, received \"goodness\". Choose \"head\" or remove it."),
          broken(
              "hybrid negatives of a network that needs none",
              "/negatives",
              "{\"type\": \"hybrid\"}",
              "/negatives/type: expected negatives other than \"hybrid\", as the network is"
                  + " \"backprop\" and needs none, received \"hybrid\". Remove the negatives, and"
                  + " labels of type \"none\".\n"
                  + "tiny.json: /labels/type: expected \"none\", as negatives are \"hybrid\", received"
                  + " \"overlay\". Choose \"none\" or other negatives."),
          broken(
              "back-propagation with narrow products",
              "/device",
              "{\"matmulPrecision\": \"bf16\"}",
              "/device/matmulPrecision: expected \"f32\", as the network is \"backprop\", received"
                  + " \"bf16\". Choose \"f32\"."),
          broken(
              "layer of back-propagation with a goodness",
              "/network/layers/1",
              "{\"units\": 20, \"goodness\": \"sum\"}",
              "/network/layers/1/goodness: expected one of the keys units, useBias,"
                  + " kernelInitializer, biasInitializer, received \"goodness\". Remove it or correct"
                  + " its name."),
          broken(
              "layer of back-propagation that starts with zeros",
              "/network/layers/1",
              "{\"units\": 20, \"kernelInitializer\": \"zeros\"}",
              "/network/layers/1/kernelInitializer: expected a layer that does not start with all"
                  + " weights at zero, received \"zeros\". Choose \"glorot_uniform\": activations of"
                  + " zero have gradients of zero."));

  private BackpropBrokenConfigs() {}

  private static BrokenConfig broken(String name, String pointer, String value, String message) {
    boolean seenBySchema = pointer.contains("layers") && value.contains("goodness");
    return new BrokenConfig(
        name, Configs.with(Configs.BACKPROP, pointer, value), message, seenBySchema);
  }
}
