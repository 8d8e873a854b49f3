package io.ffsamediff.train;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.HardLabels;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TinyDatasets;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The paper's recipe in plain Java on doubles, straight from Hinton's Matlab code: RMS-normalised
 * rows, sums of squares against the number of units, peer normalisation, a softmax head over the
 * layers but the first, hard negatives, damped momentum, weight decay.
 */
final class ReferenceInterleaved {

  private static final double MOMENTUM = 0.9;

  private final Dataset data;
  private final RowEncoder encoder;
  private final List<Dense> layers = new ArrayList<>();
  private final List<double[]> meanActivity = new ArrayList<>();
  private final Dense head;

  /** A kernel with biases and their smoothed gradients. */
  static final class Dense {
    final double[][] kernel;
    final double[] bias;
    final double[][] kernelVelocity;
    final double[] biasVelocity;

    Dense(int inputs, int units) {
      kernel = new double[inputs][units];
      bias = new double[units];
      kernelVelocity = new double[inputs][units];
      biasVelocity = new double[units];
    }

    /** {@code x W + b}. */
    double[] apply(double[] x) {
      double[] z = bias.clone();
      for (int i = 0; i < x.length; i++) {
        for (int o = 0; o < z.length; o++) {
          z[o] += x[i] * kernel[i][o];
        }
      }
      return z;
    }

    /** Damped momentum on the gradient that rows add up to; weight decay on the kernel only. */
    void update(List<double[]> x, List<double[]> dz, double rate, double decay) {
      double[][] dKernel = new double[kernel.length][bias.length];
      double[] dBias = new double[bias.length];
      for (int r = 0; r < x.size(); r++) {
        for (int o = 0; o < bias.length; o++) {
          for (int i = 0; i < kernel.length; i++) {
            dKernel[i][o] += x.get(r)[i] * dz.get(r)[o];
          }
          dBias[o] += dz.get(r)[o];
        }
      }
      for (int o = 0; o < bias.length; o++) {
        for (int i = 0; i < kernel.length; i++) {
          kernelVelocity[i][o] = MOMENTUM * kernelVelocity[i][o] + (1 - MOMENTUM) * dKernel[i][o];
          kernel[i][o] -= rate * (kernelVelocity[i][o] + decay * kernel[i][o]);
        }
        biasVelocity[o] = MOMENTUM * biasVelocity[o] + (1 - MOMENTUM) * dBias[o];
        bias[o] -= rate * biasVelocity[o];
      }
    }

    /** Kernel row by row, then bias. */
    double[] flat() {
      double[] all = new double[kernel.length * bias.length + bias.length];
      for (int i = 0; i < kernel.length; i++) {
        System.arraycopy(kernel[i], 0, all, i * bias.length, bias.length);
      }
      System.arraycopy(bias, 0, all, kernel.length * bias.length, bias.length);
      return all;
    }
  }

  /** Starts with the parameters of {@code network}, whose head is zero. */
  ReferenceInterleaved(FFNetwork network, Dataset data, RowEncoder encoder) {
    this.data = data;
    this.encoder = encoder;
    network
        .layers()
        .forEach(
            layer -> {
              int units = layer.spec().units();
              Dense dense = new Dense(layer.spec().inputs(), units);
              float[] flat = layer.toArray();
              for (int i = 0; i < dense.kernel.length; i++) {
                for (int o = 0; o < units; o++) {
                  dense.kernel[i][o] = flat[i * units + o];
                }
              }
              layers.add(dense);
              double[] mean = new double[units];
              Arrays.fill(mean, 0.5);
              meanActivity.add(mean);
            });
    int width = layers.stream().skip(1).mapToInt(layer -> layer.bias.length).sum();
    this.head = new Dense(width, data.classes());
  }

  /** All parameters: each layer's, then the head's. */
  List<double[]> parameters() {
    List<double[]> all = new ArrayList<>();
    layers.forEach(layer -> all.add(layer.flat()));
    all.add(head.flat());
    return all;
  }

  /** One batch at the learning rates {@code rate} and, of the head, ten times that. */
  void train(int[] batch, RandomGenerator random, double rate) {
    int[] negatives = trainHead(batch, random, 10 * rate);
    List<double[]> x = new ArrayList<>();
    for (int example : batch) {
      x.add(row(example, data.label(example)));
    }
    for (int b = 0; b < batch.length; b++) {
      x.add(row(batch[b], negatives[b]));
    }
    for (int l = 0; l < layers.size(); l++) {
      x = trainLayer(l, x, rate);
    }
  }

  /** The goodness of each layer for an example with a label. */
  double[] goodness(int example, int label) {
    double[] goodness = new double[layers.size()];
    double[] x = row(example, label);
    for (int l = 0; l < goodness.length; l++) {
      double[] h = activations(layers.get(l), x);
      goodness[l] = Arrays.stream(h).map(v -> v * v).sum();
      x = normalized(h);
    }
    return goodness;
  }

  private double[] row(int example, int label) {
    return TinyDatasets.reference(data, example, label, encoder, InputNormalization.RMS);
  }

  /** Trains on the images with the neutral label; returns the negatives' labels. */
  private int[] trainHead(int[] batch, RandomGenerator random, double rate) {
    List<double[]> inputs = new ArrayList<>();
    List<double[]> gradients = new ArrayList<>();
    int[] negatives = new int[batch.length];
    for (int b = 0; b < batch.length; b++) {
      double[] x = neutralRow(batch[b]);
      List<Double> read = new ArrayList<>();
      for (int l = 0; l < layers.size(); l++) {
        x = normalized(activations(layers.get(l), x));
        if (l > 0) {
          Arrays.stream(x).forEach(read::add);
        }
      }
      double[] input = read.stream().mapToDouble(Double::doubleValue).toArray();
      double[] p = softmax(head.apply(input));
      negatives[b] = draw(p, data.label(batch[b]), random);
      p[data.label(batch[b])] -= 1;
      for (int c = 0; c < p.length; c++) {
        p[c] /= batch.length;
      }
      inputs.add(input);
      gradients.add(p);
    }
    head.update(inputs, gradients, rate, 0.003);
    return negatives;
  }

  /** The image with every label input at a third of the label's height, as long as with a label. */
  private double[] neutralRow(int example) {
    int label = data.label(example);
    double[] labelled = row(example, label);
    int first = encoder.labels().offset();
    double[] neutral = labelled.clone();
    for (int c = 0; c < data.classes(); c++) {
      neutral[first + c] = labelled[first + label] / data.classes();
    }
    double scale = length(labelled) / length(neutral);
    for (int i = 0; i < neutral.length; i++) {
      neutral[i] *= scale;
    }
    return neutral;
  }

  private static int draw(double[] p, int truth, RandomGenerator random) {
    FloatBuffer weights = FloatBuffer.allocate(p.length);
    for (double value : p) {
      weights.put((float) value);
    }
    return HardLabels.draw(weights, 0, p.length, truth, random);
  }

  /** Trains a layer on positives, then as many negatives; returns what it hands on. */
  private List<double[]> trainLayer(int l, List<double[]> x, double rate) {
    Dense layer = layers.get(l);
    int units = layer.bias.length;
    int pairs = x.size() / 2;
    double[] mean = meanActivity.get(l);
    double meanOfAll = Arrays.stream(mean).average().orElseThrow();
    double[] activity = new double[units];
    List<double[]> next = new ArrayList<>();
    List<double[]> dz = new ArrayList<>();
    for (int r = 0; r < x.size(); r++) {
      double[] h = activations(layer, x.get(r));
      boolean positive = r < pairs;
      double goodness = Arrays.stream(h).map(v -> v * v).sum();
      double p = 1 / (1 + Math.exp(units - goodness));
      double[] d = new double[units];
      for (int o = 0; o < units; o++) {
        d[o] = (positive ? p - 1 : p) * h[o];
        if (positive) {
          d[o] -= 0.03 * (meanOfAll - mean[o]);
          activity[o] += h[o] / pairs;
        }
        d[o] /= pairs;
      }
      dz.add(d);
      next.add(normalized(h));
    }
    layer.update(x, dz, rate, 0.001);
    for (int o = 0; o < units; o++) {
      mean[o] = 0.9 * mean[o] + 0.1 * activity[o];
    }
    return next;
  }

  private static double[] activations(Dense layer, double[] x) {
    return Arrays.stream(layer.apply(x)).map(z -> Math.max(0, z)).toArray();
  }

  private static double[] normalized(double[] h) {
    double scale = 1 / (length(h) / Math.sqrt(h.length) + 1e-8);
    return Arrays.stream(h).map(v -> v * scale).toArray();
  }

  private static double length(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
  }

  private static double[] softmax(double[] logits) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    double[] e = Arrays.stream(logits).map(v -> Math.exp(v - largest)).toArray();
    double sum = Arrays.stream(e).sum();
    return Arrays.stream(e).map(v -> v / sum).toArray();
  }
}
