package io.ffsamediff.graph;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/*
 *   z_l = a_(l-1) W_l + b_l,  a_l = relu(z_l) m_l,  logits = a_L W + b,  P = softmax(logits)
 *   L = -mean log P[true],  dlogits = (P - Y) / B
 *   dW_l = a_(l-1)' dz_l,  db_l = sum over rows of dz_l,  dz_l = (dz_(l+1) W_(l+1)') m_l (z_l > 0)
 *
 * m is the mask of dropout. Rumelhart, Hinton and Williams, 1986.
 */
/**
 * A multi-layer perceptron as one SameDiff graph with its gradient written out. Its parts are the
 * hidden layers and the softmax layer, counted from 0.
 */
public final class BackpropNetwork {

  /** Placeholder {@code x_BI}: images. */
  public static final String INPUT = "input";

  /** Placeholder {@code y_BC}: one-hot labels. */
  public static final String LABELS = "labels";

  /** Placeholder of shape 1 x 1: one over the rows of the batch. */
  public static final String INVERSE_ROWS = "inverseRows";

  /** Output {@code logits_BC}. */
  public static final String LOGITS = "logits";

  /** Output {@code P_BC}: probabilities. */
  public static final String PROBABILITIES = "probabilities";

  /** Output, scalar: mean cross-entropy. */
  public static final String LOSS = "loss";

  private final SameDiff sd = SameDiff.create();
  private final List<LayerSpec> layers;
  private final HeadSpec softmax;
  private final boolean masked;
  private final DataType type;

  /** What goes into each part: images, then (masked) activations. */
  private final List<SDVariable> inputs = new ArrayList<>();

  private BackpropNetwork(List<LayerSpec> layers, HeadSpec softmax, boolean masked, DataType type) {
    this.layers = layers;
    this.softmax = softmax;
    this.masked = masked;
    this.type = type;
  }

  /** Placeholder {@code m_BO}: what activations of hidden layer {@code part} are multiplied by. */
  public static String mask(int part) {
    return "mask" + part;
  }

  /** Variable {@code W_IO} of part {@code part}. */
  public static String kernel(int part) {
    return "kernel" + part;
  }

  /** Variable {@code b_O} of part {@code part}, where it has biases. */
  public static String bias(int part) {
    return "bias" + part;
  }

  /** Output {@code dW_IO} of part {@code part}. */
  public static String kernelGradient(int part) {
    return "kernelGradient" + part;
  }

  /** Output {@code db_1O} of part {@code part}, where it has biases. */
  public static String biasGradient(int part) {
    return "biasGradient" + part;
  }

  /**
   * Builds the graph that trains; its parameters are zeros, executors bind their own.
   *
   * @param layers the hidden layers, first to last
   * @param softmax the softmax layer, which reads the last of them
   * @param masked whether hidden activations have a mask
   * @param type FLOAT, or DOUBLE to check gradients
   */
  public static SameDiff build(
      List<LayerSpec> layers, HeadSpec softmax, boolean masked, DataType type) {
    BackpropNetwork network = new BackpropNetwork(layers, softmax, masked, type);
    network.defineForward();
    network.defineGradients(network.defineLoss());
    return network.sd;
  }

  /** Builds the part of the graph from images to probabilities, without masks. */
  public static SameDiff buildForward(List<LayerSpec> layers, HeadSpec softmax, DataType type) {
    BackpropNetwork network = new BackpropNetwork(layers, softmax, false, type);
    network.defineForward();
    return network.sd;
  }

  private void defineForward() {
    inputs.add(sd.placeHolder(INPUT, type, -1, layers.get(0).inputs()));
    for (int part = 0; part < layers.size(); part++) {
      LayerSpec spec = layers.get(part);
      SDVariable z_BO = product(part, spec.inputs(), spec.units());
      if (spec.config().useBias()) {
        z_BO = sd.nn().biasAdd(z_BO, biases(part, spec.units()), false);
      }
      SDVariable h_BO = sd.nn().relu("activations" + part, z_BO, 0);
      inputs.add(masked ? h_BO.mul(sd.placeHolder(mask(part), type, -1, spec.units())) : h_BO);
    }
    int last = layers.size();
    SDVariable product_BC = product(last, softmax.inputs(), softmax.classes());
    sd.nn().biasAdd(LOGITS, product_BC, biases(last, softmax.classes()), false);
    sd.nn().softmax(PROBABILITIES, sd.getVariable(LOGITS), 1);
  }

  private SDVariable product(int part, int width, int units) {
    return sd.mmul(inputs.get(part), sd.var(kernel(part), Nd4j.create(type, width, units)));
  }

  private SDVariable biases(int part, int units) {
    return sd.var(bias(part), Nd4j.create(type, units));
  }

  /** Defines the loss; returns its gradient by the logits. */
  private SDVariable defineLoss() {
    SDVariable labels_BC = sd.placeHolder(LABELS, type, -1, softmax.classes());
    SDVariable inverseRows_11 = sd.placeHolder(INVERSE_ROWS, type, 1, 1);
    SDVariable logits_BC = sd.getVariable(LOGITS);
    // SameDiff 1.0.0-M2.1 cannot differentiate a graph with its own logSoftmax.
    SDVariable shifted_BC = logits_BC.sub(logits_BC.max(true, 1));
    SDVariable logP_BC = shifted_BC.sub(sd.math().log(sd.math().exp(shifted_BC).sum(true, 1)));
    sd.math().neg(labels_BC.mul(logP_BC).sum().mul(inverseRows_11)).rename(LOSS);
    sd.setLossVariables(LOSS);
    return sd.getVariable(PROBABILITIES).sub(labels_BC).mul(inverseRows_11);
  }

  private void defineGradients(SDVariable dlogits_BC) {
    SDVariable dz_BO = dlogits_BC;
    for (int part = layers.size(); part >= 0; part--) {
      sd.mmul(kernelGradient(part), inputs.get(part), dz_BO, true, false, false);
      if (part == layers.size() || layers.get(part).config().useBias()) {
        dz_BO.sum(biasGradient(part), true, 0);
      }
      if (part > 0) {
        SDVariable da_BI = sd.mmul(dz_BO, sd.getVariable(kernel(part)), false, true, false);
        dz_BO = throughActivation(part - 1, da_BI);
      }
    }
  }

  /** From the gradient by a layer's output to that by its pre-activations. */
  private SDVariable throughActivation(int part, SDVariable da_BO) {
    // ReLU has no negative values, so that the sign of an activation is its slope.
    SDVariable slope_BO = sd.math().sign(sd.getVariable("activations" + part));
    SDVariable dh_BO = masked ? da_BO.mul(sd.getVariable(mask(part))) : da_BO;
    return dh_BO.mul(slope_BO);
  }
}
