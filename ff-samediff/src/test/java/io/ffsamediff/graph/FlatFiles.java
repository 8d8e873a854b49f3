package io.ffsamediff.graph;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.graph.FlatArray;
import org.nd4j.graph.FlatGraph;
import org.nd4j.graph.FlatVariable;
import org.nd4j.graph.UpdaterState;

/** SameDiff files as SameDiff would not write them. */
public final class FlatFiles {

  /** Shape information of 2 x 3 values in C order. */
  static final long[] TWO_BY_THREE = {2, 2, 3, 3, 1, 8192, 1, 'c'};

  /** Shape information of three values. */
  static final long[] THREE = {1, 3, 1, 8192, 1, 'c'};

  private static final byte FLOAT = 5;

  private final FlatBufferBuilder builder = new FlatBufferBuilder();
  private final List<Integer> variables = new ArrayList<>();
  private int array;
  private int trainingConfig;
  private int updaterState;

  /** Adds floats in big-endian order. */
  public FlatFiles variable(String name, long[] shapeInfo, float... values) {
    return variable(name, shapeInfo, FLOAT, ByteOrder.BIG_ENDIAN, values);
  }

  /** Adds an array; {@code order} is that of its bytes. */
  public FlatFiles variable(
      String name, long[] shapeInfo, byte type, ByteOrder order, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(order);
    bytes.asFloatBuffer().put(values);
    byte orderByte = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 0 : 1);
    return variable(name, shapeInfo, type, orderByte, bytes.array());
  }

  /** Adds an array of any bytes. */
  public FlatFiles variable(String name, long[] shapeInfo, byte type, byte order, byte[] bytes) {
    int shape = FlatArray.createShapeVector(builder, shapeInfo);
    int buffer = FlatArray.createBufferVector(builder, bytes);
    array = FlatArray.createFlatArray(builder, shape, buffer, type, order);
    return sameArray(name);
  }

  /** Adds a variable that points to the array of the one before. */
  public FlatFiles sameArray(String name) {
    int text = builder.createString(name);
    FlatVariable.startFlatVariable(builder);
    FlatVariable.addName(builder, text);
    FlatVariable.addNdarray(builder, array);
    variables.add(FlatVariable.endFlatVariable(builder));
    return this;
  }

  /** Sets the training configuration. */
  public FlatFiles trainingConfig(String json) {
    trainingConfig = builder.createString(json);
    return this;
  }

  /** Sets the updaters' state, to that of one parameter without values. */
  public FlatFiles updaterState() {
    int name = builder.createString("kernel");
    int state = UpdaterState.createUpdaterState(builder, name, 0, 0);
    updaterState = FlatGraph.createUpdaterStateVector(builder, new int[] {state});
    return this;
  }

  /** The file. */
  public byte[] bytes() {
    int[] offsets = variables.stream().mapToInt(Integer::intValue).toArray();
    int vector = FlatGraph.createVariablesVector(builder, offsets);
    FlatGraph.startFlatGraph(builder);
    FlatGraph.addVariables(builder, vector);
    FlatGraph.addTrainingConfig(builder, trainingConfig);
    FlatGraph.addUpdaterState(builder, updaterState);
    builder.finish(FlatGraph.endFlatGraph(builder));
    return builder.sizedByteArray();
  }
}
