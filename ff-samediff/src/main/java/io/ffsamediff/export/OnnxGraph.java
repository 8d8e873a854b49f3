package io.ffsamediff.export;

import static org.tribuo.util.onnx.ONNXOperators.ADD;
import static org.tribuo.util.onnx.ONNXOperators.MUL;
import static org.tribuo.util.onnx.ONNXOperators.REDUCE_SUM;
import static org.tribuo.util.onnx.ONNXOperators.UNSQUEEZE;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXOperator;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXRef;

/**
 * An ONNX graph that grows node by node. Its first dimension, the number of examples N, is left
 * open and called {@code batch}. A reference stands for an input, a constant or a node's output.
 */
final class OnnxGraph {

  /** Version of ONNX's operators: that of ONNX 1.8 and of Tribuo, which newer runtimes read too. */
  static final int OPSET = 13;

  /** Name of the input. */
  static final String INPUTS = "inputs";

  /** Name of the output with the predicted classes. */
  static final String LABEL = "label";

  private final ONNXContext context = new ONNXContext();
  private final Map<String, ONNXRef<?>> constants = new HashMap<>();

  /** The only input: {@code x_ND}. */
  ONNXRef<?> input(int width) {
    return context.floatInput(INPUTS, width);
  }

  /** A constant, row by row; the same each time for the same name, as all constants are. */
  ONNXRef<?> constant(String name, float[] values, Integer... shape) {
    return constants.computeIfAbsent(
        name, key -> context.floatTensor(key, List.of(shape), buffer -> buffer.put(values)));
  }

  /** A constant vector of doubles. */
  ONNXRef<?> doubles(String name, List<Double> values) {
    double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
    return constants.computeIfAbsent(name, key -> context.array(key, array, false));
  }

  /** A constant without dimensions. */
  ONNXRef<?> scalar(String name, double value) {
    return constants.computeIfAbsent(name, key -> context.constant(key, (float) value));
  }

  private ONNXRef<?> integer(long value) {
    return constants.computeIfAbsent(
        "integer" + value, key -> context.array(key, new long[] {value}));
  }

  /** A node of an operator without attributes. */
  ONNXRef<?> node(String name, ONNXOperator operator, ONNXRef<?>... inputs) {
    return context.operation(operator, List.of(inputs), name);
  }

  /** A node of an operator with one input and attributes. */
  ONNXRef<?> node(
      String name, ONNXOperator operator, ONNXRef<?> input, Map<String, Object> attributes) {
    // In a fixed order, so that a model is the same file each time.
    return context.operation(operator, List.of(input), name, new TreeMap<>(attributes));
  }

  /** The sum of two. */
  ONNXRef<?> add(String name, ONNXRef<?> one, ONNXRef<?> other) {
    return node(name, ADD, one, other);
  }

  /** The product of two, element by element. */
  ONNXRef<?> multiply(String name, ONNXRef<?> one, ONNXRef<?> other) {
    return node(name, MUL, one, other);
  }

  /** The sum of squares over the last dimension, which stays with size 1. */
  ONNXRef<?> sumOfSquares(String name, ONNXRef<?> input) {
    return node(name, REDUCE_SUM, multiply(name + "/each", input, input), integer(-1));
  }

  /** The sum of a matrix's rows, one row. */
  ONNXRef<?> sumOfRows(String name, ONNXRef<?> matrix) {
    return node(name, REDUCE_SUM, matrix, integer(0));
  }

  /** The largest element of each row, {@code m_N1}. */
  ONNXRef<?> largestOfRow(String name, ONNXRef<?> matrix) {
    return node(
        name, OnnxOperator.REDUCE_MAX, matrix, Map.of("axes", new int[] {1}, "keepdims", 1));
  }

  /** Rows {@code from} (inclusive) to {@code to} (exclusive) of a matrix. */
  ONNXRef<?> rows(String name, ONNXRef<?> matrix, int from, int to) {
    return node(name, OnnxOperator.SLICE, matrix, integer(from), integer(to), integer(0));
  }

  /** Matrices beside each other. */
  ONNXRef<?> concat(String name, List<ONNXRef<?>> matrices) {
    return context.operation(ONNXOperators.CONCAT, matrices, name, Map.of("axis", 1));
  }

  /** With a new dimension of size 1 at {@code axis}. */
  ONNXRef<?> unsqueeze(String name, ONNXRef<?> input, int axis) {
    return node(name, UNSQUEEZE, input, integer(axis));
  }

  /** Without the last dimension, which is of size 1. */
  ONNXRef<?> squeezeLast(String name, ONNXRef<?> input) {
    return node(name, OnnxOperator.SQUEEZE, input, integer(-1));
  }

  /**
   * Ends the graph.
   *
   * @param name the graph's name
   * @param output name of the scores
   * @param scores_NC scores, of which the largest tells the class
   * @param classes number of classes C
   * @return the graph; its outputs are the scores and {@link #LABEL}, the classes as int64
   */
  GraphProto end(String name, String output, ONNXRef<?> scores_NC, int classes) {
    context.setName(name);
    scores_NC.assignTo(context.floatOutput(output, classes));
    ONNXRef<?> label_N =
        node("largest", OnnxOperator.ARG_MAX, scores_NC, Map.of("axis", 1, "keepdims", 0));
    // Tribuo knows outputs of floats only.
    return context.buildGraph().toBuilder()
        .addNode(ONNXOperators.IDENTITY.build(context, label_N.getReference(), LABEL))
        .addOutput(ValueInfoProto.newBuilder().setName(LABEL).setType(integersOfBatch()))
        .build();
  }

  private static TypeProto integersOfBatch() {
    TensorShapeProto.Dimension batch =
        TensorShapeProto.Dimension.newBuilder().setDimParam("batch").build();
    return TypeProto.newBuilder()
        .setTensorType(
            TypeProto.Tensor.newBuilder()
                .setElemType(DataType.INT64.getNumber())
                .setShape(TensorShapeProto.newBuilder().addDim(batch)))
        .build();
  }
}
