package io.ffsamediff.data;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.RunConfig;
import java.util.Arrays;

/**
 * Turns an example's inputs into the normalised floats that the first layer sees, all but its
 * label. The pixels of an image are divided by 255; the numbers of a table are taken as they are. A
 * one-hot label leaves the length of an example the same whichever class it names, so the length is
 * known before the label is. Formulas as {@code LengthNormalizer} has them for activations.
 */
public final class RowEncoder {

  private static final double WHITE = 255.0;

  private final LabelEncoder labels;
  private final InputNormalization normalization;

  /** With labels placed by {@code labels} and lengths normalised by {@code normalization}. */
  public RowEncoder(LabelEncoder labels, InputNormalization normalization) {
    this.labels = labels;
    this.normalization = normalization;
  }

  /**
   * The encoder that {@code config} asks for, for examples of the form of {@code data}.
   *
   * @throws DataException if labels do not fit onto the examples
   * @throws io.ffsamediff.config.ConfigException if {@code config} asks for what such data have not
   */
  public static RowEncoder of(RunConfig config, Dataset data) {
    TableRules.check(config, data);
    return new RowEncoder(
        LabelEncoder.of(config, data.inputs(), data.classes()),
        config.network().inputNormalization());
  }

  /** Where labels go. */
  public LabelEncoder labels() {
    return labels;
  }

  /** Width I of an encoded row. */
  public int inputs() {
    return labels.inputs();
  }

  /**
   * Encodes example {@code index}: pixels / 255, or the numbers of a table, divided by the length
   * of the labelled example, with zeros where the label goes.
   *
   * @param x receives the I floats
   * @param start where in {@code x} they go
   * @return the normalised height of the label, to be put at the input of the label's class
   */
  public float encode(Dataset data, int index, float[] x, int start) {
    if (data.examples() instanceof Examples.Images images) {
      return encodeImage(images, index, x, start);
    }
    data.copyInputs(index, x, start);
    return encodeTable(x, start);
  }

  private float encodeImage(Examples.Images images, int index, float[] x, int start) {
    byte[] pixels_ND = images.pixels_ND();
    int pixels = pixels();
    int first = index * pixels;
    int covered = covered();
    long squares = 0;
    int largest = 0;
    for (int i = 0; i < pixels; i++) {
      int pixel = pixels_ND[first + i] & 0xFF;
      x[start + i] = pixel;
      largest = Math.max(largest, pixel);
      squares += i < covered ? 0 : (long) pixel * pixel;
    }
    return normalise(x, start, largest, (double) squares, WHITE);
  }

  /** As for images, where the largest magnitude stands for the largest pixel. */
  private float encodeTable(float[] x, int start) {
    int end = start + pixels();
    float largest = 0;
    for (int i = start; i < end; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    return normalise(x, start, largest, squares(x, start + covered(), end), 1);
  }

  /**
   * Encodes an image in place, as {@link #encode(Dataset, int, float[], int)} encodes bytes: whole
   * pixels give the same floats bit for bit.
   *
   * @param x has D pixels from {@code start} on, each from 0 to 255; they become the I floats
   * @return the normalised height of the label, to be put at the input of the label's class
   */
  public float encode(float[] x, int start) {
    int end = start + pixels();
    return normalise(x, start, largest(x, start, end), squares(x, start + covered(), end), WHITE);
  }

  /** Four side by side, as in {@link #squares}; none is NaN, which {@code Math.max} looks for. */
  private static float largest(float[] x, int from, int to) {
    float largest0 = 0;
    float largest1 = 0;
    float largest2 = 0;
    float largest3 = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      largest0 = x[i] > largest0 ? x[i] : largest0;
      largest1 = x[i + 1] > largest1 ? x[i + 1] : largest1;
      largest2 = x[i + 2] > largest2 ? x[i + 2] : largest2;
      largest3 = x[i + 3] > largest3 ? x[i + 3] : largest3;
    }
    for (; i < to; i++) {
      largest0 = Math.max(largest0, x[i]);
    }
    return Math.max(Math.max(largest0, largest1), Math.max(largest2, largest3));
  }

  /** Four sums side by side, as each addition waits for the one before it. */
  private static double squares(float[] x, int from, int to) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      sum0 += (double) x[i] * x[i];
      sum1 += (double) x[i + 1] * x[i + 1];
      sum2 += (double) x[i + 2] * x[i + 2];
      sum3 += (double) x[i + 3] * x[i + 3];
    }
    for (; i < to; i++) {
      sum0 += (double) x[i] * x[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /** Pixels of an image. */
  private int pixels() {
    return labels.pixels();
  }

  /** Pixels that the label replaces: the first ones. */
  private int covered() {
    return labels.covered();
  }

  /**
   * Turns inputs into the floats of a row.
   *
   * @param squares their sum over inputs that are not covered
   * @param one the input that counts as 1
   */
  private float normalise(float[] x, int start, float largest, double squares, double one) {
    double height = labels.height((float) (largest / one));
    double scale = scale(squares / (one * one) + height * height);
    float pixelScale = (float) (scale / one);
    int end = start + pixels();
    Arrays.fill(x, start, start + covered(), 0);
    for (int i = start + covered(); i < end; i++) {
      x[i] *= pixelScale;
    }
    Arrays.fill(x, end, start + inputs(), 0);
    return (float) (height * scale);
  }

  /**
   * What an image's normalised inputs are scaled by to make room for the neutral label, whose C
   * inputs all have the height of the label over C: the row stays as long as it is with the label.
   *
   * @param height the label's normalised height, as {@link #encode} returns it
   */
  public double neutralScale(double height) {
    if (normalization == InputNormalization.NONE || height == 0) {
      return 1;
    }
    double length = normalization == InputNormalization.RMS ? inputs() : 1;
    double label = height * height;
    return Math.sqrt(length / (length - label + label / labels.classes()));
  }

  /**
   * The normalised height of each label input of the neutral label.
   *
   * @param height the label's normalised height, as {@link #encode} returns it
   */
  public double neutralHeight(double height) {
    return neutralScale(height) * height / labels.classes();
  }

  private double scale(double squares) {
    double length =
        normalization == InputNormalization.RMS
            ? Math.sqrt(squares / inputs())
            : Math.sqrt(squares);
    return normalization == InputNormalization.NONE ? 1 : 1 / (length + normalization.epsilon());
  }
}
