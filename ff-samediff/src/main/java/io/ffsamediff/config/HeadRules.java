package io.ffsamediff.config;

import static io.ffsamediff.config.ConfigRule.problem;
import static io.ffsamediff.config.ConfigRule.rule;

import io.ffsamediff.config.ConfigRule.Parts;
import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.config.HeadConfig.HeadLayers;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rules about the softmax head and those who use it. */
final class HeadRules {

  static final List<ConfigRule> ALL =
      List.of(
          rule(
              "The numbers in `network.head.layers` are those of layers of the network, each once.",
              Parts::network,
              HeadRules::wrongLayers),
          rule("A head reads at least one layer.", Parts::network, HeadRules::blindHead),
          rule(
              "A network with a `head` is trained `interleaved`.",
              Parts::network,
              Parts::training,
              HeadRules::untrainedHead),
          rule(
              "A `forward-forward` network without a `head` has the `evaluation.predictor` `goodness`.",
              Parts::network,
              Parts::evaluation,
              HeadRules::missingPredictor),
          rule(
              "Hard negatives judged by the `head` need a network with a `head`.",
              Parts::network,
              Parts::negatives,
              HeadRules::missingJudge));

  private HeadRules() {}

  private static Stream<ConfigProblem> wrongLayers(NetworkConfig network) {
    HeadConfig head = network.head();
    if (head == null || !(head.layers() instanceof HeadLayers.Of of)) {
      return Stream.empty();
    }
    String pointer = "/network/head/layers/";
    return Stream.concat(
        LayerRules.missing(pointer, of.numbers(), network),
        LayerRules.repeated(pointer, of.numbers()));
  }

  private static Stream<ConfigProblem> blindHead(NetworkConfig network) {
    HeadConfig head = network.head();
    boolean blind =
        head != null
            && head.layers() instanceof HeadLayers.AllButFirst
            && IntStream.rangeClosed(1, network.layers().size()).noneMatch(head.layers()::contains);
    return problem(
        blind,
        "/network/head/layers",
        "at least one layer",
        "\"all-but-first\" of a network of one layer",
        "Write [1].");
  }

  private static Stream<ConfigProblem> untrainedHead(
      NetworkConfig network, TrainingConfig training) {
    return problem(
        network.head() != null && !(training instanceof TrainingConfig.Interleaved),
        "/network/head",
        "no head, as training is not \"interleaved\"",
        "one",
        "Remove it or train \"interleaved\".");
  }

  private static Stream<ConfigProblem> missingPredictor(
      NetworkConfig network, EvaluationConfig evaluation) {
    return network.classified() == null
        ? PredictorRule.only(
            PredictorKind.GOODNESS,
            evaluation,
            "as the network has no head",
            "give the network a head")
        : Stream.empty();
  }

  private static Stream<ConfigProblem> missingJudge(
      NetworkConfig network, NegativesConfig negatives) {
    return problem(
        network.classified() == null
            && negatives instanceof NegativesConfig.Hard hard
            && hard.judge() == NegativesConfig.Judge.HEAD,
        "/negatives/judge",
        "\"goodness\", as the network has no head",
        "\"head\"",
        "Choose \"goodness\" or give the network a head.");
  }
}
