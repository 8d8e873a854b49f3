package io.ffsamediff.export;

import static org.tribuo.util.onnx.ONNXOperators.DIV;
import static org.tribuo.util.onnx.ONNXOperators.GREATER;
import static org.tribuo.util.onnx.ONNXOperators.REDUCE_MEAN;
import static org.tribuo.util.onnx.ONNXOperators.SUB;
import static org.tribuo.util.onnx.ONNXOperators.WHERE;

import java.util.List;
import java.util.Map;
import org.tribuo.util.onnx.ONNXRef;

/**
 * The combined predictor in nodes: the sum of the standard scores of both others, in doubles as
 * {@code CombinedPredictor} has them. Scores that are equal but for rounding have standard score 0.
 */
final class CombinedScores {

  /** Share of its size that a score of single precision may be wrong by. */
  private static final double ROUNDING = 1e-6;

  private final OnnxGraph graph;

  private CombinedScores(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Defines the nodes; returns {@code s_NC}. */
  static ONNXRef<?> define(OnnxGraph graph, ONNXRef<?> scores_NC, ONNXRef<?> logits_NC) {
    CombinedScores combined = new CombinedScores(graph);
    return graph.add("combined", combined.standard(scores_NC), combined.standard(logits_NC));
  }

  private ONNXRef<?> standard(ONNXRef<?> given_NC) {
    ONNXRef<?> wide_NC = given_NC.cast(double.class);
    ONNXRef<?> mean_N1 = mean(wide_NC);
    ONNXRef<?> distance_NC = graph.node("distance", SUB, wide_NC, mean_N1);
    ONNXRef<?> deviation_N1 =
        graph.node(
            "deviation",
            OnnxOperator.SQRT,
            mean(graph.multiply("distanceSquare", distance_NC, distance_NC)));
    ONNXRef<?> divisor_N1 =
        graph.node("divisor", OnnxOperator.MAX, deviation_N1, one("least", Double.MIN_NORMAL));
    ONNXRef<?> standard_NC = graph.node("standard", DIV, distance_NC, divisor_N1).cast(float.class);
    return graph.node(
        "standardScore",
        WHERE,
        deviates(mean_N1, deviation_N1),
        standard_NC,
        graph.scalar("equal", 0));
  }

  /** Whether scores differ by more than rounding may, of which a runtime's rows get unequal. */
  private ONNXRef<?> deviates(ONNXRef<?> mean_N1, ONNXRef<?> deviation_N1) {
    ONNXRef<?> noise_N1 =
        graph.multiply(
            "noise", graph.node("size", OnnxOperator.ABS, mean_N1), one("rounding", ROUNDING));
    return graph.node("deviates", GREATER, deviation_N1, noise_N1);
  }

  private ONNXRef<?> one(String name, double value) {
    return graph.doubles(name, List.of(value));
  }

  private ONNXRef<?> mean(ONNXRef<?> matrix_NC) {
    return graph.node("mean", REDUCE_MEAN, matrix_NC, Map.of("axes", new int[] {1}, "keepdims", 1));
  }
}
