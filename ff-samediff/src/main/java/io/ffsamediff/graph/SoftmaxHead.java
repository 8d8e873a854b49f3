package io.ffsamediff.graph;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/*
 * Hinton's Matlab code, ffnew.m and ffsoftmaxtest.m: a linear softmax classifier on the normalised
 * activations of the layers but the first, on images with the neutral label.
 *
 *   logits = sum_l n_l W_l + b,  P = softmax(logits),  L = -mean log P[true]
 *   dL/dlogits = (P - Y) / B,  dL/dW_l = n_l' dL/dlogits,  dL/db = its sum over rows
 *
 * Nothing flows back into the layers.
 */
/** The softmax head as a SameDiff graph with its gradient written out. */
public final class SoftmaxHead {

  /** Placeholder {@code y_BC}: one-hot labels. */
  public static final String LABELS = "labels";

  /** Placeholder of shape 1 x 1: one over the rows of the batch. */
  public static final String INVERSE_ROWS = "inverseRows";

  /** Variable {@code b_C}. */
  public static final String BIAS = "bias";

  /** Output {@code logits_BC}. */
  public static final String LOGITS = "logits";

  /** Output {@code P_BC}: probabilities. */
  public static final String PROBABILITIES = "probabilities";

  /** Output, scalar: mean cross-entropy. */
  public static final String LOSS = "loss";

  /** Output {@code db_1C}. */
  public static final String BIAS_GRADIENT = "biasGradient";

  private SoftmaxHead() {}

  /** Placeholder {@code n_BO}: normalised activations of the head's input {@code index}, from 0. */
  public static String input(int index) {
    return "input" + index;
  }

  /** Variable {@code W_OC}: the kernel's rows of input {@code index}, from 0. */
  public static String kernel(int index) {
    return "kernel" + index;
  }

  /** Output {@code dW_OC}: gradient of the kernel's rows of input {@code index}, from 0. */
  public static String kernelGradient(int index) {
    return "kernelGradient" + index;
  }

  /**
   * Builds the graph; its parameters are zeros, executors bind their own.
   *
   * @param type FLOAT, or DOUBLE to check gradients
   */
  public static SameDiff build(HeadSpec spec, DataType type) {
    SameDiff sd = buildForward(spec, type);
    SDVariable labels_BC = sd.placeHolder(LABELS, type, -1, spec.classes());
    SDVariable inverseRows_11 = sd.placeHolder(INVERSE_ROWS, type, 1, 1);
    SDVariable logits_BC = sd.getVariable(LOGITS);
    SDVariable p_BC = sd.getVariable(PROBABILITIES);
    // SameDiff 1.0.0-M2.1 cannot differentiate a graph with its own logSoftmax.
    SDVariable shifted_BC = logits_BC.sub(logits_BC.max(true, 1));
    SDVariable logP_BC = shifted_BC.sub(sd.math().log(sd.math().exp(shifted_BC).sum(true, 1)));
    sd.math().neg(labels_BC.mul(logP_BC).sum().mul(inverseRows_11)).rename(LOSS);
    SDVariable dlogits_BC = p_BC.sub(labels_BC).mul(inverseRows_11);
    for (int index = 0; index < spec.widths().size(); index++) {
      sd.mmul(kernelGradient(index), sd.getVariable(input(index)), dlogits_BC, true, false, false);
    }
    dlogits_BC.sum(BIAS_GRADIENT, true, 0);
    sd.setLossVariables(LOSS);
    return sd;
  }

  /** Builds the part from the inputs to {@link #LOGITS} and {@link #PROBABILITIES}. */
  private static SameDiff buildForward(HeadSpec spec, DataType type) {
    SameDiff sd = SameDiff.create();
    defineLogits(sd, spec, type);
    sd.nn().softmax(PROBABILITIES, sd.getVariable(LOGITS), 1);
    return sd;
  }

  private static void defineLogits(SameDiff sd, HeadSpec spec, DataType type) {
    SDVariable sum_BC = null;
    for (int index = 0; index < spec.widths().size(); index++) {
      int width = spec.widths().get(index);
      SDVariable n_BO = sd.placeHolder(input(index), type, -1, width);
      INDArray zeros_OC = Nd4j.create(type, width, spec.classes());
      SDVariable product_BC = sd.mmul(n_BO, sd.var(kernel(index), zeros_OC));
      sum_BC = sum_BC == null ? product_BC : sum_BC.add(product_BC);
    }
    SDVariable bias_C = sd.var(BIAS, Nd4j.create(type, spec.classes()));
    sd.nn().biasAdd(LOGITS, sum_BC, bias_C, false);
  }

  /**
   * Writes a head as a SameDiff file: its graph from the inputs to {@link #LOGITS} and {@link
   * #PROBABILITIES} with its parameters, and no training configuration.
   */
  public static void save(HeadParameters parameters, Path file) {
    ParameterFile.save(
        buildForward(parameters.spec(), DataType.FLOAT), variables(parameters), file);
  }

  /**
   * Reads the parameters of a head from a SameDiff file.
   *
   * @throws ParameterFileException if the file cannot be read, is damaged or of another kind, or
   *     its parameters have other shapes than the head's; the message names both
   */
  public static HeadParameters load(HeadSpec spec, Path file) {
    float[] values = TrainedHead.values(spec, file);
    HeadParameters parameters = new HeadParameters(spec);
    parameters.set(values);
    return parameters;
  }

  /** A head's parameters by the names of the graph's variables: views. */
  public static Map<String, INDArray> variables(HeadParameters parameters) {
    Map<String, INDArray> variables = new LinkedHashMap<>();
    for (int index = 0; index < parameters.spec().widths().size(); index++) {
      variables.put(kernel(index), parameters.kernelRows(index));
    }
    parameters.bias().ifPresent(bias -> variables.put(BIAS, bias));
    return variables;
  }
}
