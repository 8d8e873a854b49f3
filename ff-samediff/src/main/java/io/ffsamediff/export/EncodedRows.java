package io.ffsamediff.export;

import static org.tribuo.util.onnx.ONNXOperators.DIV;
import static org.tribuo.util.onnx.ONNXOperators.SUB;

import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.config.LabelConfig.Strength;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.data.LabelEncoder;
import io.ffsamediff.data.Standardization;
import io.ffsamediff.run.ModelDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.util.onnx.ONNXRef;

/**
 * What {@link io.ffsamediff.data.RowEncoder} makes of examples, in nodes: inputs as the first layer
 * sees them, and how high a label stands beside them. Tables are standardised first.
 *
 * @param inputs_ND normalised inputs, zero where a label replaces them
 * @param height_N1 normalised height of the label; null for a network without labels
 */
record EncodedRows(ONNXRef<?> inputs_ND, @Nullable ONNXRef<?> height_N1) {

  /** Defines the nodes, from the graph's input on. */
  static EncodedRows define(OnnxGraph graph, TrainedModel model) {
    ONNXRef<?> given_ND = graph.input(model.inputs());
    ONNXRef<?> x_ND = standardised(graph, model, given_ND);
    @Nullable ONNXRef<?> height_N1 = height(graph, model, x_ND);
    ONNXRef<?> kept_ND = withoutCovered(graph, model, x_ND);
    InputNormalization kind = model.config().network().inputNormalization();
    if (kind == InputNormalization.NONE) {
      return new EncodedRows(kept_ND, height_N1);
    }
    ONNXRef<?> length_N1 = length(graph, kind, model.saved().labels(), kept_ND, height_N1);
    return new EncodedRows(
        graph.node("encoded", DIV, kept_ND, length_N1),
        height_N1 == null ? null : graph.node("labelHeight", DIV, height_N1, length_N1));
  }

  /** In doubles, as the engine does, since a column's mean may be much larger than it varies. */
  private static ONNXRef<?> standardised(OnnxGraph graph, TrainedModel model, ONNXRef<?> given_ND) {
    ModelDescription.@Nullable TableInputs table = model.description().table();
    Standardization by = table == null ? null : table.standardization();
    if (by == null) {
      return given_ND;
    }
    ONNXRef<?> means_D = graph.doubles("standardization/means", by.means());
    ONNXRef<?> centred_ND = graph.node("centred", SUB, given_ND.cast(double.class), means_D);
    ONNXRef<?> standardised_ND =
        graph.node("standardised", DIV, centred_ND, divisors(graph, by)).cast(float.class);
    return by.deviations().contains(0.0)
        ? graph.multiply("varying", standardised_ND, varying(graph, by))
        : standardised_ND;
  }

  private static ONNXRef<?> divisors(OnnxGraph graph, Standardization by) {
    List<Double> divisors_D = by.deviations().stream().map(d -> d == 0 ? 1 : d).toList();
    return graph.doubles("standardization/deviations", divisors_D);
  }

  /** 0 for a column that was constant in training and tells nothing, 1 for the others. */
  private static ONNXRef<?> varying(OnnxGraph graph, Standardization by) {
    float[] varying_D = new float[by.deviations().size()];
    for (int column = 0; column < varying_D.length; column++) {
      varying_D[column] = by.deviations().get(column) == 0 ? 0 : 1;
    }
    return graph.constant("standardization/varying", varying_D, varying_D.length);
  }

  /** The label's height before normalisation, of shape N x 1 or 1 x 1; null without labels. */
  private static @Nullable ONNXRef<?> height(OnnxGraph graph, TrainedModel model, ONNXRef<?> x_ND) {
    LabelConfig config = model.config().labels();
    if (!model.saved().labels().hasInputs()) {
      return null;
    }
    Strength strength =
        config instanceof LabelConfig.Overlay overlay
            ? overlay.strength()
            : ((LabelConfig.Append) config).strength();
    if (strength instanceof Strength.Fixed fixed) {
      return graph.constant("strength", new float[] {(float) fixed.height()}, 1, 1);
    }
    ONNXRef<?> magnitudes_ND =
        model.isTable() ? graph.node("magnitudes", OnnxOperator.ABS, x_ND) : x_ND;
    return graph.largestOfRow("strength", magnitudes_ND);
  }

  private static ONNXRef<?> withoutCovered(OnnxGraph graph, TrainedModel model, ONNXRef<?> x_ND) {
    LabelEncoder labels = model.saved().labels();
    if (!labels.covers(0)) {
      return x_ND;
    }
    float[] kept_D = new float[model.inputs()];
    for (int input = 0; input < kept_D.length; input++) {
      kept_D[input] = labels.covers(input) ? 0 : 1;
    }
    return graph.multiply("kept", x_ND, graph.constant("keep", kept_D, kept_D.length));
  }

  /** The length of the labelled example, whichever its label. */
  private static ONNXRef<?> length(
      OnnxGraph graph,
      InputNormalization kind,
      LabelEncoder labels,
      ONNXRef<?> kept_ND,
      @Nullable ONNXRef<?> height_N1) {
    ONNXRef<?> squares_N1 = graph.sumOfSquares("squares", kept_ND);
    if (height_N1 != null) {
      squares_N1 =
          graph.add(
              "labelledSquares", squares_N1, graph.multiply("labelSquare", height_N1, height_N1));
    }
    return LayerNodes.length(graph, kind, "length", squares_N1, labels.inputs());
  }
}
