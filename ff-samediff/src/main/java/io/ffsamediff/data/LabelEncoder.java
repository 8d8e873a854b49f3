package io.ffsamediff.data;

import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.config.RunConfig;

/**
 * Where the one-hot label of an example goes, and how high it is: onto the first C inputs
 * ("overlay", Hinton 2022, section 3.3) or behind them ("append"), or nowhere, where the network is
 * to find the label by the image alone.
 */
public final class LabelEncoder {

  private final int pixels;
  private final int classes;
  private final int covered;
  private final int appended;
  private final LabelConfig.Strength strength;

  /**
   * For examples of {@code pixels} inputs and {@code classes} classes.
   *
   * @throws DataException if an overlay of {@code classes} labels does not fit onto {@code pixels}
   */
  public LabelEncoder(LabelConfig config, int pixels, int classes) {
    this(
        pixels,
        classes,
        config instanceof LabelConfig.Overlay ? classes : 0,
        config instanceof LabelConfig.Append ? classes : 0,
        config.strength());
    if (covered > pixels) {
      throw new DataException(
          "labels: expected at least %d inputs for an overlay of %d classes, received %d. Use {\"type\": \"append\"}."
              .formatted(classes, classes, pixels));
    }
  }

  private LabelEncoder(
      int pixels, int classes, int covered, int appended, LabelConfig.Strength strength) {
    this.pixels = pixels;
    this.classes = classes;
    this.covered = covered;
    this.appended = appended;
    this.strength = strength;
  }

  /**
   * The encoder that {@code config} asks for; one that leaves labels out for a network that learns
   * by back-propagation.
   *
   * @throws DataException if an overlay of {@code classes} labels does not fit onto {@code pixels}
   */
  public static LabelEncoder of(RunConfig config, int pixels, int classes) {
    return config.network() instanceof NetworkConfig.Backprop
        ? none(pixels, classes)
        : new LabelEncoder(config.labels(), pixels, classes);
  }

  /** For images without labels: every pixel stays, and the label's height is 0. */
  public static LabelEncoder none(int pixels, int classes) {
    return new LabelEncoder(pixels, classes, 0, 0, new LabelConfig.Strength.ImageMaximum());
  }

  /** Whether examples have no label among their inputs. */
  private boolean isNone() {
    return covered == 0 && appended == 0;
  }

  /** Width I of an encoded example. */
  public int inputs() {
    return pixels + appended;
  }

  /** Pixels of an image. */
  int pixels() {
    return pixels;
  }

  /** Pixels that the label replaces: the first ones. */
  int covered() {
    return covered;
  }

  /** Number of classes C. */
  public int classes() {
    return classes;
  }

  /** First of the C label inputs; behind all inputs where there are none. */
  public int offset() {
    return covered > 0 ? 0 : pixels;
  }

  /** Whether input {@code input} of the image is replaced by the label. */
  public boolean covers(int input) {
    return input < covered;
  }

  /**
   * Height of the label for an image whose largest pixel is {@code largestPixel}, both in 0..1. The
   * largest pixel is taken over the whole image, label inputs included, as the Keras example does.
   */
  public float height(float largestPixel) {
    if (isNone()) {
      return 0;
    }
    return strength instanceof LabelConfig.Strength.Fixed fixed
        ? (float) fixed.height()
        : largestPixel;
  }

  /**
   * Height of each label input of the neutral label, which speaks for no class: the label's height
   * spread evenly over the classes (0.1 for ten classes of height 1, Hinton's Matlab code).
   */
  public float neutralHeight(float largestPixel) {
    return height(largestPixel) / classes;
  }

  /** Number of examples of {@code data} with ink where the label goes, which an overlay erases. */
  public int erasedExamples(Dataset data) {
    int erased = 0;
    for (int i = 0; i < data.size(); i++) {
      if (hasInkUnderLabel(data, i)) {
        erased++;
      }
    }
    return erased;
  }

  private boolean hasInkUnderLabel(Dataset data, int index) {
    for (int c = 0; c < covered; c++) {
      if (data.pixel(index, c) != 0) {
        return true;
      }
    }
    return false;
  }
}
