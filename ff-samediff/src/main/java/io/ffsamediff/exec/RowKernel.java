package io.ffsamediff.exec;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.data.HostArrays;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerSpec;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A pass over the rows of a block, from the product {@code x W} on. Each row is copied into the
 * heap, goes through all its operations there, and is copied back: one way through memory for what
 * would be a pass for each operation. One thread does it; others do other blocks.
 */
abstract class RowKernel implements PlannedOp {

  private final LayerSpec spec;
  private final List<String> inputNames;
  private final List<String> outputNames;
  private final Map<String, FloatBuffer> inputs = new HashMap<>();
  private final Map<String, FloatBuffer> outputs = new HashMap<>();
  private final IdentityHashMap<INDArray, FloatBuffer> buffers = new IdentityHashMap<>();
  private final float[] bias_O;
  private final float[] z_O;
  private final float[] h_O;
  private float[][] labelKernel_CO = new float[0][];
  private int rows;

  RowKernel(LayerSpec spec, FusedChain chain) {
    this.spec = spec;
    this.inputNames = chain.inputs();
    this.outputNames = chain.outputs();
    this.bias_O = new float[spec.units()];
    this.z_O = new float[spec.units()];
    this.h_O = new float[spec.units()];
  }

  @Override
  public PlannedOp bindInput(int index, INDArray array) {
    String name = inputNames.get(index);
    inputs.put(name, buffers.computeIfAbsent(array, HostArrays::floats));
    if (name.equals(LayerGraph.PRODUCT)) {
      rows = Math.toIntExact(array.size(0));
    } else if (name.equals(LayerGraph.LABEL_KERNEL) && array.size(0) != labels()) {
      labelKernel_CO = new float[Math.toIntExact(array.size(0))][spec.units()];
    }
    return this;
  }

  @Override
  public PlannedOp bindOutput(int index, INDArray array) {
    outputs.put(outputNames.get(index), buffers.computeIfAbsent(array, HostArrays::floats));
    return this;
  }

  @Override
  public void run() {
    if (inputs.containsKey(LayerGraph.BIAS)) {
      input(LayerGraph.BIAS).get(0, bias_O);
    }
    for (int label = 0; label < labelKernel_CO.length; label++) {
      input(LayerGraph.LABEL_KERNEL).get(label * units(), labelKernel_CO[label]);
    }
    begin();
    runRows(rows);
    end();
  }

  /** Does all rows. */
  void runRows(int rows) {
    FloatBuffer product_BO = input(LayerGraph.PRODUCT);
    for (int row = 0; row < rows; row++) {
      load(product_BO, row, z_O);
      run(row, z_O, h_O);
    }
  }

  /** {@code z_O = (x W)_row + b}. */
  final void load(FloatBuffer product_BO, int row, float[] z_O) {
    product_BO.get(row * z_O.length, z_O);
    RowArithmetic.add(z_O, bias_O);
  }

  /** Prepares for a pass, all arrays being bound. */
  abstract void begin();

  /**
   * Does row {@code row}.
   *
   * @param z_O {@code (x W)_row + b}, without labels; may be overwritten
   * @param h_O room for activations
   */
  abstract void run(int row, float[] z_O, float[] h_O);

  /** Gathers what the rows gave. */
  abstract void end();

  /** The layer. */
  final LayerSpec spec() {
    return spec;
  }

  /** Units O: the width of a row. */
  final int units() {
    return spec.units();
  }

  /** Number of labels C, 0 where rows have none. */
  final int labels() {
    return labelKernel_CO.length;
  }

  /** The kernel's row of label {@code label}. */
  final float[] labelKernel(int label) {
    return labelKernel_CO[label];
  }

  /** The biases, zeros where there are none. */
  final float[] bias() {
    return bias_O;
  }

  /** Memory of an input. */
  final FloatBuffer input(String name) {
    return Objects.requireNonNull(inputs.get(name), name);
  }

  /** Memory of an output, where it is wanted. */
  final @Nullable FloatBuffer output(String name) {
    return outputs.get(name);
  }

  /**
   * What activations are divided by on their way to the next layer, as {@code LengthNormalizer} has
   * it.
   *
   * @param squares sum of the squared activations of a row
   */
  final double length(double squares) {
    InputNormalization kind = spec.normalization();
    return switch (kind) {
      case NONE -> 1;
      case L2 -> Math.sqrt(squares) + kind.epsilon();
      case RMS -> Math.sqrt(squares / units()) + kind.epsilon();
    };
  }

  /** {@code h_O = relu(z_O + labels W_lab)}. */
  final void activate(float[] z_O, FloatBuffer labels_BC, int row, float[] h_O) {
    float[] shifted_O = z_O;
    for (int label = 0; label < labelKernel_CO.length; label++) {
      float height = labels_BC.get(row * labelKernel_CO.length + label);
      if (height != 0) {
        RowArithmetic.sum(h_O, shifted_O, height, labelKernel_CO[label]);
        shifted_O = h_O;
      }
    }
    RowArithmetic.rectify(h_O, shifted_O);
  }
}
