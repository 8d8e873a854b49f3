package io.ffsamediff.graph;

import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.RegularizerConfig;
import org.jspecify.annotations.Nullable;

/** FFDense in plain Java on doubles, straight from the formulas: the oracle of the tests. */
public final class ReferenceLayer {

  private final LayerSpec spec;
  private final double[][] kernel_IO;
  private final double[] bias_O;
  private final double[] firstMoments_P;
  private final double[] secondMoments_P;
  private int iteration;

  /** What one step saw. */
  public record Step(double loss, double goodnessPositive, double goodnessNegative) {}

  /** From parameters in the order of {@link LayerParameters#flat}. */
  public ReferenceLayer(LayerSpec spec, double[] parameters_P) {
    this.spec = spec;
    this.kernel_IO = new double[spec.inputs()][spec.units()];
    this.bias_O = new double[spec.units()];
    this.firstMoments_P = new double[spec.parameters()];
    this.secondMoments_P = new double[spec.parameters()];
    setParameters(parameters_P);
  }

  private void setParameters(double[] parameters_P) {
    for (int p = 0; p < parameters_P.length; p++) {
      int row = p / spec.units();
      if (row < spec.inputs()) {
        kernel_IO[row][p % spec.units()] = parameters_P[p];
      } else {
        bias_O[p % spec.units()] = parameters_P[p];
      }
    }
  }

  /** The parameters in the order of {@link LayerParameters#flat}. */
  public double[] parameters() {
    double[] parameters_P = new double[spec.parameters()];
    for (int p = 0; p < parameters_P.length; p++) {
      int row = p / spec.units();
      parameters_P[p] =
          row < spec.inputs() ? kernel_IO[row][p % spec.units()] : bias_O[p % spec.units()];
    }
    return parameters_P;
  }

  /** {@code h_O = relu(x_I W + b)}. */
  public double[] activations(double[] x_I) {
    double[] h_O = bias_O.clone();
    for (int o = 0; o < h_O.length; o++) {
      for (int i = 0; i < x_I.length; i++) {
        h_O[o] += x_I[i] * kernel_IO[i][o];
      }
      h_O[o] = Math.max(0, h_O[o]);
    }
    return h_O;
  }

  /** Goodness of activations. */
  public double goodness(double[] h_O) {
    double squares = 0;
    for (double h : h_O) {
      squares += h * h;
    }
    return spec.config().goodness() == GoodnessKind.MEAN ? squares / h_O.length : squares;
  }

  /** Loss, penalties included, of rows with polarities +1 or -1. */
  public double loss(double[][] x_BI, double[] p_B) {
    double sum = 0;
    for (int r = 0; r < x_BI.length; r++) {
      double margin = p_B[r] * (spec.threshold() - goodness(activations(x_BI[r])));
      sum += Math.max(margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)));
    }
    return sum / x_BI.length + penalty();
  }

  private double penalty() {
    double penalty = 0;
    double[] parameters_P = parameters();
    for (int p = 0; p < parameters_P.length; p++) {
      RegularizerConfig config = regularizer(p);
      if (config != null) {
        penalty +=
            config.l1() * Math.abs(parameters_P[p])
                + config.l2() * parameters_P[p] * parameters_P[p];
      }
    }
    return penalty;
  }

  private @Nullable RegularizerConfig regularizer(int parameter) {
    return parameter < spec.inputs() * spec.units()
        ? spec.config().kernelRegularizer()
        : spec.config().biasRegularizer();
  }

  /**
   * Gradient of {@link #loss} by central differences of sixth order, whose error is {@code step^6}:
   * {@code (45 (f1 - f-1) - 9 (f2 - f-2) + (f3 - f-3)) / (60 step)}.
   */
  public double[] numericGradient(double[][] x_BI, double[] p_B, double step) {
    double[] weights = {0, 45, -9, 1};
    double[] gradient_P = new double[spec.parameters()];
    for (int p = 0; p < gradient_P.length; p++) {
      for (int k = 1; k < weights.length; k++) {
        double difference = lossAt(x_BI, p_B, p, k * step) - lossAt(x_BI, p_B, p, -k * step);
        gradient_P[p] += weights[k] * difference / (60 * step);
      }
    }
    return gradient_P;
  }

  private double lossAt(double[][] x_BI, double[] p_B, int parameter, double shift) {
    double[] parameters_P = parameters();
    double kept = parameters_P[parameter];
    parameters_P[parameter] += shift;
    setParameters(parameters_P);
    double loss = loss(x_BI, p_B);
    parameters_P[parameter] = kept;
    setParameters(parameters_P);
    return loss;
  }

  /** Gradient of {@link #loss}, by the chain rule. */
  public double[] gradient(double[][] x_BI, double[] p_B) {
    double[] gradient_P = new double[spec.parameters()];
    double scale = spec.config().goodness() == GoodnessKind.MEAN ? 2.0 / spec.units() : 2.0;
    for (int r = 0; r < x_BI.length; r++) {
      double[] h_O = activations(x_BI[r]);
      double margin = p_B[r] * (spec.threshold() - goodness(h_O));
      double dLossByGoodness = -p_B[r] / (1 + Math.exp(-margin)) / x_BI.length;
      for (int p = 0; p < gradient_P.length; p++) {
        int row = p / spec.units();
        double input = row < spec.inputs() ? x_BI[r][row] : 1;
        gradient_P[p] += dLossByGoodness * scale * h_O[p % spec.units()] * input;
      }
    }
    double[] parameters_P = parameters();
    for (int p = 0; p < gradient_P.length; p++) {
      RegularizerConfig config = regularizer(p);
      if (config != null) {
        gradient_P[p] +=
            config.l1() * Math.signum(parameters_P[p]) + 2 * config.l2() * parameters_P[p];
      }
    }
    return gradient_P;
  }

  /** One step of Adam (Kingma and Ba 2015, the algorithm as printed, epsilon as Keras has it). */
  public Step adamStep(
      double[][] x_BI, double[] p_B, double rate, double beta1, double beta2, double epsilon) {
    Step seen = new Step(loss(x_BI, p_B), meanGoodness(x_BI, p_B, 1), meanGoodness(x_BI, p_B, -1));
    double[] gradient_P = gradient(x_BI, p_B);
    double[] parameters_P = parameters();
    iteration++;
    double size =
        rate * Math.sqrt(1 - Math.pow(beta2, iteration)) / (1 - Math.pow(beta1, iteration));
    for (int p = 0; p < parameters_P.length; p++) {
      firstMoments_P[p] = beta1 * firstMoments_P[p] + (1 - beta1) * gradient_P[p];
      secondMoments_P[p] = beta2 * secondMoments_P[p] + (1 - beta2) * gradient_P[p] * gradient_P[p];
      parameters_P[p] -= size * firstMoments_P[p] / (Math.sqrt(secondMoments_P[p]) + epsilon);
    }
    setParameters(parameters_P);
    return seen;
  }

  private double meanGoodness(double[][] x_BI, double[] p_B, double polarity) {
    double sum = 0;
    int rows = 0;
    for (int r = 0; r < x_BI.length; r++) {
      if (p_B[r] == polarity) {
        sum += goodness(activations(x_BI[r]));
        rows++;
      }
    }
    return sum / rows;
  }
}
