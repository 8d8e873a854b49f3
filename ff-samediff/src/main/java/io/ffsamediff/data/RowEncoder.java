package io.ffsamediff.data;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.RunConfig;
import java.util.Arrays;

/**
 * Turns an example's bytes into the normalised floats that the first layer sees, all but its label.
 * A one-hot label leaves the length of an example the same whichever class it names, so the length
 * is known before the label is. Formulas as {@code LengthNormalizer} has them for activations.
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
   */
  public static RowEncoder of(RunConfig config, Dataset data) {
    return new RowEncoder(
        new LabelEncoder(config.labels(), data.inputs(), data.classes()),
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
   * Encodes example {@code index}: pixels / 255 divided by the length of the labelled example, with
   * zeros where the label goes.
   *
   * @param x receives the I floats
   * @param start where in {@code x} they go
   * @return the normalised height of the label, to be put at the input of the label's class
   */
  public float encode(Dataset data, int index, float[] x, int start) {
    int pixels = data.inputs();
    int covered = Math.min(labels.offset() == 0 ? labels.classes() : 0, pixels);
    long squares = 0;
    int largest = 0;
    for (int i = 0; i < pixels; i++) {
      int pixel = data.pixel(index, i);
      largest = Math.max(largest, pixel);
      squares += i < covered ? 0 : (long) pixel * pixel;
    }
    double height = labels.height((float) (largest / WHITE));
    double scale = scale(squares / (WHITE * WHITE) + height * height);
    float pixelScale = (float) (scale / WHITE);
    Arrays.fill(x, start, start + covered, 0);
    for (int i = covered; i < pixels; i++) {
      x[start + i] = data.pixel(index, i) * pixelScale;
    }
    Arrays.fill(x, start + pixels, start + inputs(), 0);
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

  private double scale(double squares) {
    double length =
        normalization == InputNormalization.RMS
            ? Math.sqrt(squares / inputs())
            : Math.sqrt(squares);
    return normalization == InputNormalization.NONE ? 1 : 1 / (length + normalization.epsilon());
  }
}
