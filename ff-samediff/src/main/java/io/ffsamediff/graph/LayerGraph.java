package io.ffsamediff.graph;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer's SameDiff graph and the names by which its inputs and outputs are known. B rows, I
 * inputs, O units.
 *
 * @param spec the layer
 * @param sameDiff the graph
 */
public record LayerGraph(LayerSpec spec, SameDiff sameDiff) {

  /** Placeholder {@code x_BI}: normalised inputs. */
  public static final String INPUT = "x";

  /** Placeholder {@code p_B1}: +1 for a positive example, -1 for a negative one. */
  public static final String POLARITY = "p";

  /** Placeholder of shape 1 x 1: one over the rows of the whole batch, of which B may be a part. */
  public static final String INVERSE_ROWS = "inverseRows";

  /** Variable {@code kernel_IO}. */
  public static final String KERNEL = "kernel";

  /** Variable {@code bias_O}; absent from a layer without bias. */
  public static final String BIAS = "bias";

  /** Output {@code x W} of shape B x O, before the bias. */
  public static final String PRODUCT = "product";

  /** Output {@code h_BO}: activations. */
  public static final String ACTIVATIONS = "activations";

  /** Output {@code h_BO} normalised for the next layer. */
  public static final String NORMALIZED = "normalized";

  /** Output {@code g_B1}: goodness. */
  public static final String GOODNESS = "goodness";

  /** Output, scalar: sum of the goodness of all rows. */
  public static final String GOODNESS_SUM = "goodnessSum";

  /** Output, scalar: sum of the positives' goodness less that of the negatives. */
  public static final String GOODNESS_CONTRAST = "goodnessContrast";

  /** Output, scalar: sum over rows of the loss, not divided by their number. */
  public static final String LOSS_SUM = "lossSum";

  /** Output, 1 x 1: the penalty of the regularisers; absent where there is none. */
  public static final String PENALTY = "penalty";

  /** Output, 1 x 1: the layer's loss, penalty included; what SameDiff's autodiff differentiates. */
  public static final String LOSS = "loss";

  /** Output {@code dz_BO}: gradient of the loss by {@code z = x W + b}. */
  public static final String PRE_ACTIVATION_GRADIENT = "preActivationGradient";

  /** Output {@code dkernel_IO}: these rows' share of the gradient of the kernel. */
  public static final String KERNEL_GRADIENT = "kernelGradient";

  /** Output {@code dbias_1O}: these rows' share of the gradient of the bias. */
  public static final String BIAS_GRADIENT = "biasGradient";

  /** Output {@code kernel_IO}: gradient of the kernel's penalty, to be added once a step. */
  public static final String KERNEL_PENALTY_GRADIENT = "kernelPenaltyGradient";

  /** Output {@code bias_O}: gradient of the bias's penalty, to be added once a step. */
  public static final String BIAS_PENALTY_GRADIENT = "biasPenaltyGradient";

  /** Placeholder {@code w_CO}: the rows of the kernel that belong to the labels. */
  public static final String LABEL_KERNEL = "labelKernel";

  /**
   * Placeholder of a graph that tries labels, {@code l_BC}: the normalised heights of each image's
   * label inputs.
   */
  public static final String LABELS = "labels";

  /** Placeholder of a graph of pairs, {@code l_BC}: label inputs of each image's positive. */
  public static final String POSITIVE_LABELS = "positive/" + LABELS;

  /** Placeholder of a graph of pairs, {@code l_BC}: label inputs of each image's negative. */
  public static final String NEGATIVE_LABELS = "negative/" + LABELS;

  /** Output of a graph of pairs: {@link #GOODNESS} of the positives. */
  public static final String GOODNESS_POSITIVE = "positive/" + GOODNESS;

  /** Output of a graph of pairs: {@link #GOODNESS} of the negatives. */
  public static final String GOODNESS_NEGATIVE = "negative/" + GOODNESS;

  /** Output of a graph of pairs: {@link #NORMALIZED} of the positives. */
  public static final String NORMALIZED_POSITIVE = "positive/" + NORMALIZED;

  /** Output of a graph of pairs: {@link #NORMALIZED} of the negatives. */
  public static final String NORMALIZED_NEGATIVE = "negative/" + NORMALIZED;

  /** Output of a graph of pairs, {@code dw_CO}: share of the gradient of the label kernel. */
  public static final String LABEL_KERNEL_GRADIENT = "labelKernelGradient";

  /**
   * Placeholder of shape 1 x O: what peer normalisation adds to the gradient by pre-activations of
   * every positive, times the rows of the whole batch; absent from a layer without it.
   */
  public static final String PEER_PULL = "peerPull";

  /** Output of shape 1 x O: sum of the positives' activations; only with peer normalisation. */
  public static final String ACTIVITY_SUM = "activitySum";

  /** Placeholder of a graph of neutral images, B x 1: what scales an image's product. */
  public static final String IMAGE_SCALES = "imageScales";

  /** Placeholder of a graph of neutral images, B x 1: height of each of an image's label inputs. */
  public static final String NEUTRAL_HEIGHTS = "neutralHeights";

  /** Whether the graph has a variable of this name. */
  public boolean has(String name) {
    return sameDiff.hasVariable(name);
  }

  /**
   * Writes a layer as a SameDiff file: its forward graph ({@link #INPUT} to {@link #ACTIVATIONS},
   * {@link #GOODNESS} and {@link #NORMALIZED}) with its parameters, and no training configuration.
   */
  public static void save(LayerParameters parameters, Path file) {
    SameDiff graph = FFDense.buildForward(parameters.spec(), DataType.FLOAT).sameDiff();
    ParameterFile.save(graph, variables(parameters), file);
  }

  /**
   * Reads the parameters of a layer from a SameDiff file.
   *
   * @throws ParameterFileException if the file cannot be read, is damaged or of another kind, or
   *     its parameters have other shapes than the layer's; the message names both
   */
  public static LayerParameters load(LayerSpec spec, Path file) {
    float[] values = TrainedLayer.values(spec, file);
    LayerParameters parameters = new LayerParameters(spec);
    parameters.set(values);
    return parameters;
  }

  private static Map<String, INDArray> variables(LayerParameters parameters) {
    Map<String, INDArray> variables = new LinkedHashMap<>();
    variables.put(KERNEL, parameters.kernel());
    parameters.bias().ifPresent(bias -> variables.put(BIAS, bias));
    return variables;
  }
}
