package io.ffsamediff.graph;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SoftmaxHeadTest {

  private static final int ROWS = 5;
  private static final HeadSpec SPEC = new HeadSpec(List.of(2, 3), List.of(4, 6), 3);

  private final Random random = new Random(3);
  private final Map<String, INDArray> placeholders = new HashMap<>();
  private final int[] labels_B = {0, 2, 1, 1, 0};

  @Test
  void probabilities_anyInputs_areTheSoftmaxOfBothProducts() {
    SameDiff sd = head();

    INDArray p_BC = sd.outputSingle(placeholders, SoftmaxHead.PROBABILITIES);

    for (int row = 0; row < ROWS; row++) {
      double[] p_C = referenceProbabilities(sd, row);
      for (int c = 0; c < 3; c++) {
        assertThat(p_BC.getDouble(row, c)).isCloseTo(p_C[c], within(1e-12));
      }
    }
  }

  @Test
  void loss_anyInputs_isTheMeanCrossEntropy() {
    SameDiff sd = head();
    double expected = 0;
    for (int row = 0; row < ROWS; row++) {
      expected -= Math.log(referenceProbabilities(sd, row)[labels_B[row]]) / ROWS;
    }

    assertThat(sd.outputSingle(placeholders, SoftmaxHead.LOSS).getDouble(0))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void gradient_writtenOut_agreesWithAutodiff() {
    SameDiff sd = head();
    Map<String, INDArray> autodiff =
        sd.calculateGradients(
            placeholders, SoftmaxHead.kernel(0), SoftmaxHead.kernel(1), SoftmaxHead.BIAS);

    for (int index = 0; index < 2; index++) {
      assertClose(
          sd.outputSingle(placeholders, SoftmaxHead.kernelGradient(index)),
          requireNonNull(autodiff.get(SoftmaxHead.kernel(index))));
    }
    assertClose(
        sd.outputSingle(placeholders, SoftmaxHead.BIAS_GRADIENT),
        requireNonNull(autodiff.get(SoftmaxHead.BIAS)));
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    assertThat(expected.amaxNumber().doubleValue()).isPositive();
    assertThat(actual.ravel().sub(expected.ravel()).amaxNumber().doubleValue()).isLessThan(1e-12);
  }

  private double[] referenceProbabilities(SameDiff sd, int row) {
    double[] logits_C = sd.getVariable(SoftmaxHead.BIAS).getArr().toDoubleVector();
    for (int index = 0; index < 2; index++) {
      INDArray n_BO = requireNonNull(placeholders.get(SoftmaxHead.input(index)));
      INDArray kernel_OC = sd.getVariable(SoftmaxHead.kernel(index)).getArr();
      for (int o = 0; o < n_BO.columns(); o++) {
        for (int c = 0; c < 3; c++) {
          logits_C[c] += n_BO.getDouble(row, o) * kernel_OC.getDouble(o, c);
        }
      }
    }
    double sum = 0;
    for (double logit : logits_C) {
      sum += Math.exp(logit);
    }
    double[] p_C = new double[3];
    for (int c = 0; c < 3; c++) {
      p_C[c] = Math.exp(logits_C[c]) / sum;
    }
    return p_C;
  }

  private SameDiff head() {
    SameDiff sd = SoftmaxHead.build(SPEC, DataType.DOUBLE);
    for (int index = 0; index < 2; index++) {
      int width = SPEC.widths().get(index);
      placeholders.put(SoftmaxHead.input(index), gaussian(ROWS, width));
      sd.getVariable(SoftmaxHead.kernel(index)).getArr().assign(gaussian(width, 3));
    }
    sd.getVariable(SoftmaxHead.BIAS).getArr().assign(gaussian(1, 3).reshape(3));
    INDArray labels_BC = Nd4j.create(DataType.DOUBLE, ROWS, 3);
    for (int row = 0; row < ROWS; row++) {
      labels_BC.putScalar(row, labels_B[row], 1);
    }
    placeholders.put(SoftmaxHead.LABELS, labels_BC);
    placeholders.put(
        SoftmaxHead.INVERSE_ROWS, Nd4j.create(DataType.DOUBLE, 1, 1).assign(1.0 / ROWS));
    return sd;
  }

  private INDArray gaussian(int rows, int columns) {
    return Nd4j.createFromArray(random.doubles((long) rows * columns, -1, 1).toArray())
        .reshape(rows, columns);
  }
}
