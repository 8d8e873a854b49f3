package io.ffsamediff.export;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tribuo.util.onnx.ONNXAttribute;
import org.tribuo.util.onnx.ONNXOperator;

/**
 * An operator of ONNX that {@link org.tribuo.util.onnx.ONNXOperators} lacks, as of opset 13; it has
 * one output.
 *
 * @param name its name in ONNX
 * @param inputs number of its inputs
 * @param attributes what it may be told, by name
 */
record OnnxOperator(String name, int inputs, Map<String, ONNXAttribute> attributes)
    implements ONNXOperator {

  /** Magnitude of each element. */
  static final OnnxOperator ABS = of("Abs", 1);

  /** Index of the largest element along an axis; of equal ones the first. */
  static final OnnxOperator ARG_MAX = of("ArgMax", 1, integer("axis"), integer("keepdims"));

  /** Product of the last two dimensions; the others are broadcast. */
  static final OnnxOperator MAT_MUL = of("MatMul", 2);

  /** The larger one of each two elements. */
  static final OnnxOperator MAX = of("Max", 2);

  /** Largest element along axes. */
  static final OnnxOperator REDUCE_MAX = of("ReduceMax", 1, integers("axes"), integer("keepdims"));

  /** The element, or 0 where it is negative. */
  static final OnnxOperator RELU = of("Relu", 1);

  /** Elements of the first input, from starts to ends along axes. */
  static final OnnxOperator SLICE = of("Slice", 4);

  /** Square root of each element. */
  static final OnnxOperator SQRT = of("Sqrt", 1);

  /** Takes dimensions of size 1 away: those in the second input. */
  static final OnnxOperator SQUEEZE = of("Squeeze", 2);

  private static OnnxOperator of(String name, int inputs, ONNXAttribute... attributes) {
    return new OnnxOperator(
        name,
        inputs,
        Arrays.stream(attributes)
            .collect(Collectors.toUnmodifiableMap(ONNXAttribute::getName, Function.identity())));
  }

  private static ONNXAttribute integer(String name) {
    return new ONNXAttribute(name, AttributeType.INT, false);
  }

  private static ONNXAttribute integers(String name) {
    return new ONNXAttribute(name, AttributeType.INTS, false);
  }

  @Override
  public String getOpName() {
    return name;
  }

  @Override
  public int getNumInputs() {
    return inputs;
  }

  @Override
  public int getNumOptionalInputs() {
    return 0;
  }

  @Override
  public int getNumOutputs() {
    return 1;
  }

  @Override
  public Map<String, ONNXAttribute> getAttributes() {
    return attributes;
  }

  @Override
  public Set<String> getMandatoryAttributeNames() {
    return Set.of();
  }

  @Override
  public int getOpVersion() {
    return OnnxGraph.OPSET;
  }

  /** Null: that of ONNX itself. */
  @Override
  public @Nullable String getOpDomain() {
    return null;
  }
}
