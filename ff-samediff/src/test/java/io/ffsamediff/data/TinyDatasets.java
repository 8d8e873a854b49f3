package io.ffsamediff.data;

import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.data.Dataset.Split;
import java.util.List;
import java.util.Random;

/** Small data sets that can be learnt, for tests. */
public final class TinyDatasets {

  /** Height and width of an image. */
  public static final int SIDE = 6;

  /** Number of classes. */
  public static final int CLASSES = 3;

  private TinyDatasets() {}

  /**
   * Images of 6 x 6 pixels in three classes: a bright band of rows whose place tells the class,
   * with noise below the first row, which stays blank for labels.
   */
  public static Dataset bands(Split split, int examples, long seed) {
    Random random = new Random(seed);
    byte[] pixels_ND = new byte[examples * SIDE * SIDE];
    byte[] labels_N = new byte[examples];
    for (int i = 0; i < examples; i++) {
      int label = random.nextInt(CLASSES);
      labels_N[i] = (byte) label;
      for (int p = SIDE; p < SIDE * SIDE; p++) {
        boolean band = (p / SIDE - 1) / 2 == label;
        int value = random.nextInt(90) + (band ? 100 : 0);
        pixels_ND[i * SIDE * SIDE + p] = (byte) value;
      }
    }
    return new Dataset("bands", split, SIDE, SIDE, CLASSES, pixels_ND, labels_N, List.of());
  }

  /** The encoder of the Keras example for such data. */
  public static RowEncoder overlay(InputNormalization normalization) {
    return new RowEncoder(
        new LabelEncoder(
            new LabelConfig.Overlay(new LabelConfig.Strength.ImageMaximum()), SIDE * SIDE, CLASSES),
        normalization);
  }

  /** Labels behind the pixels, at a height of 1. */
  public static RowEncoder append(InputNormalization normalization) {
    return new RowEncoder(
        new LabelEncoder(
            new LabelConfig.Append(new LabelConfig.Strength.Fixed(1)), SIDE * SIDE, CLASSES),
        normalization);
  }

  /**
   * The encoded example with {@code label}, computed in doubles straight from the formulas: pixels
   * / 255, label at its height, divided by the length.
   */
  public static double[] reference(
      Dataset data, int index, int label, RowEncoder encoder, InputNormalization normalization) {
    double[] row_I = new double[encoder.inputs()];
    double largest = 0;
    for (int i = 0; i < data.inputs(); i++) {
      double value = data.pixel(index, i) / 255.0;
      largest = Math.max(largest, value);
      row_I[i] = encoder.labels().covers(i) ? 0 : value;
    }
    row_I[encoder.labels().offset() + label] = encoder.labels().height((float) largest);
    double squares = 0;
    for (double value : row_I) {
      squares += value * value;
    }
    double length =
        switch (normalization) {
          case L2 -> Math.sqrt(squares) + 1e-4;
          case RMS -> Math.sqrt(squares / row_I.length) + 1e-8;
          case NONE -> 1;
        };
    for (int i = 0; i < row_I.length; i++) {
      row_I[i] /= length;
    }
    return row_I;
  }
}
