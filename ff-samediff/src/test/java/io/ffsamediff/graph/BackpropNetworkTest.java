package io.ffsamediff.graph;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.HiddenConfig;
import io.ffsamediff.config.LayerConfig.Initializer;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BackpropNetworkTest {

  private static final int ROWS = 5;
  private static final int[] WIDTHS = {6, 7, 4, 3};
  private static final List<LayerSpec> LAYERS = List.of(layer(1, true), layer(2, false));
  private static final HeadSpec SOFTMAX = new HeadSpec(List.of(2), List.of(4), 3);

  private final Random random = new Random(3);
  private final Map<String, INDArray> placeholders = new HashMap<>();
  private final int[] labels_B = {0, 2, 1, 1, 0};

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gradient_writtenOut_agreesWithAutodiff(boolean masked) {
    SameDiff sd = network(masked);
    Map<String, INDArray> autodiff =
        sd.calculateGradients(placeholders, names().toArray(new String[0]));

    for (int part = 0; part < 3; part++) {
      assertClose(
          sd.outputSingle(placeholders, BackpropNetwork.kernelGradient(part)),
          requireNonNull(autodiff.get(BackpropNetwork.kernel(part))));
    }
    for (int part : new int[] {0, 2}) {
      assertClose(
          sd.outputSingle(placeholders, BackpropNetwork.biasGradient(part)),
          requireNonNull(autodiff.get(BackpropNetwork.bias(part))));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gradient_writtenOut_isTheSlopeOfThePlainJavaLoss(boolean masked) {
    SameDiff sd = network(masked);
    double step = 1e-6;
    for (int part = 0; part < 3; part++) {
      INDArray kernel = sd.getVariable(BackpropNetwork.kernel(part)).getArr();
      INDArray gradient = sd.outputSingle(placeholders, BackpropNetwork.kernelGradient(part));
      for (int i = 0; i < kernel.rows(); i++) {
        int j = i % kernel.columns();
        double before = kernel.getDouble(i, j);
        kernel.putScalar(i, j, before + step);
        double above = referenceLoss(sd, masked);
        kernel.putScalar(i, j, before - step);
        double below = referenceLoss(sd, masked);
        kernel.putScalar(i, j, before);

        assertThat(gradient.getDouble(i, j))
            .as("part %d, weight %d, %d", part, i, j)
            .isCloseTo((above - below) / (2 * step), within(1e-7));
      }
    }
  }

  @Test
  void loss_anyInputs_isTheMeanCrossEntropyOfThePlainJavaNetwork() {
    SameDiff sd = network(true);

    assertThat(sd.outputSingle(placeholders, BackpropNetwork.LOSS).getDouble(0))
        .isCloseTo(referenceLoss(sd, true), within(1e-12));
  }

  @Test
  void forward_noMasks_hasTheLogitsOfTheTrainingGraph() {
    SameDiff training = network(false);
    SameDiff forward = BackpropNetwork.buildForward(LAYERS, SOFTMAX, DataType.DOUBLE);
    names().forEach(n -> forward.getVariable(n).getArr().assign(training.getVariable(n).getArr()));
    Map<String, INDArray> images =
        Map.of(BackpropNetwork.INPUT, requireNonNull(placeholders.get(BackpropNetwork.INPUT)));

    assertThat(forward.outputSingle(images, BackpropNetwork.LOGITS))
        .isEqualTo(training.outputSingle(placeholders, BackpropNetwork.LOGITS));
  }

  private static LayerSpec layer(int number, boolean useBias) {
    HiddenConfig config =
        new HiddenConfig(WIDTHS[number], useBias, Initializer.GLOROT_UNIFORM, Initializer.ZEROS);
    return new LayerSpec(number, WIDTHS[number - 1], config.asLayer(), InputNormalization.NONE);
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      names.add(BackpropNetwork.kernel(part));
    }
    names.add(BackpropNetwork.bias(0));
    names.add(BackpropNetwork.bias(2));
    return names;
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    assertThat(expected.amaxNumber().doubleValue()).isPositive();
    assertThat(actual.ravel().sub(expected.ravel()).amaxNumber().doubleValue()).isLessThan(1e-10);
  }

  private double referenceLoss(SameDiff sd, boolean masked) {
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      double[] x =
          requireNonNull(placeholders.get(BackpropNetwork.INPUT)).getRow(row).toDoubleVector();
      for (int part = 0; part < 3; part++) {
        x = referencePart(sd, part, x);
        for (int o = 0; o < x.length && part < 2; o++) {
          INDArray mask_BO = placeholders.get(BackpropNetwork.mask(part));
          x[o] = Math.max(0, x[o]) * (masked ? requireNonNull(mask_BO).getDouble(row, o) : 1);
        }
      }
      double total = 0;
      for (double logit : x) {
        total += Math.exp(logit);
      }
      sum += Math.log(total) - x[labels_B[row]];
    }
    return sum / ROWS;
  }

  private static double[] referencePart(SameDiff sd, int part, double[] x) {
    INDArray kernel_IO = sd.getVariable(BackpropNetwork.kernel(part)).getArr();
    double[] z = new double[kernel_IO.columns()];
    for (int o = 0; o < z.length; o++) {
      z[o] = part == 1 ? 0 : sd.getVariable(BackpropNetwork.bias(part)).getArr().getDouble(o);
      for (int i = 0; i < x.length; i++) {
        z[o] += x[i] * kernel_IO.getDouble(i, o);
      }
    }
    return z;
  }

  private SameDiff network(boolean masked) {
    SameDiff sd = BackpropNetwork.build(LAYERS, SOFTMAX, masked, DataType.DOUBLE);
    for (String name : names()) {
      INDArray values = sd.getVariable(name).getArr();
      values.assign(uniform(1, (int) values.length()).reshape(values.shape()));
    }
    placeholders.put(BackpropNetwork.INPUT, uniform(ROWS, WIDTHS[0]));
    for (int part = 0; masked && part < 2; part++) {
      INDArray mask_BO = Nd4j.create(DataType.DOUBLE, ROWS, WIDTHS[part + 1]);
      for (int i = 0; i < mask_BO.length(); i++) {
        mask_BO.putScalar(i, random.nextInt(4) == 0 ? 0 : 4.0 / 3);
      }
      placeholders.put(BackpropNetwork.mask(part), mask_BO);
    }
    INDArray labels_BC = Nd4j.create(DataType.DOUBLE, ROWS, 3);
    for (int row = 0; row < ROWS; row++) {
      labels_BC.putScalar(row, labels_B[row], 1);
    }
    placeholders.put(BackpropNetwork.LABELS, labels_BC);
    placeholders.put(
        BackpropNetwork.INVERSE_ROWS, Nd4j.create(DataType.DOUBLE, 1, 1).assign(1.0 / ROWS));
    return sd;
  }

  private INDArray uniform(int rows, int columns) {
    return Nd4j.createFromArray(random.doubles((long) rows * columns, -1, 1).toArray())
        .reshape(rows, columns);
  }
}
