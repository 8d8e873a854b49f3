package io.ffsamediff.data;

import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.config.RunConfig;

/**
 * Where the one-hot label of an example goes, and how high it is: onto the first C inputs
 * ("overlay", Hinton 2022, section 3.3), behind them ("append") or nowhere ("none"), where the
 * network is to find the label by the image alone.
 */
public final class LabelEncoder {

  private final int pixels;
  private final int classes;
  private final LabelConfig config;

  /**
   * For examples of {@code pixels} inputs and {@code classes} classes.
   *
   * @throws DataException if an overlay of {@code classes} labels does not fit onto {@code pixels}
   */
  public LabelEncoder(LabelConfig config, int pixels, int classes) {
    this.pixels = pixels;
    this.classes = classes;
    this.config = config;
    if (covered() > pixels) {
      throw new DataException(
          "labels: expected at least %d inputs for an overlay of %d classes, received %d. Use {\"type\": \"append\"}."
              .formatted(classes, classes, pixels));
    }
  }

  /**
   * The encoder that {@code config} asks for; one that leaves labels out for a network that learns
   * by back-propagation.
   *
   * @throws DataException if an overlay of {@code classes} labels does not fit onto {@code pixels}
   */
  public static LabelEncoder of(RunConfig config, int pixels, int classes) {
    LabelConfig labels =
        config.network() instanceof NetworkConfig.Backprop
            ? new LabelConfig.None()
            : config.labels();
    return new LabelEncoder(labels, pixels, classes);
  }

  /** Width I of an encoded example. */
  public int inputs() {
    return config instanceof LabelConfig.Append ? pixels + classes : pixels;
  }

  /** Pixels of an image. */
  int pixels() {
    return pixels;
  }

  /** Pixels that the label replaces: the first ones. */
  int covered() {
    return config instanceof LabelConfig.Overlay ? classes : 0;
  }

  /** Number of classes C. */
  public int classes() {
    return classes;
  }

  /** Whether an example has inputs for a label. */
  public boolean hasInputs() {
    return !(config instanceof LabelConfig.None);
  }

  /** First of the C label inputs; behind the pixels where there are none. */
  public int offset() {
    return covered() > 0 ? 0 : pixels;
  }

  /** Whether input {@code input} of the image is replaced by the label. */
  public boolean covers(int input) {
    return input < covered();
  }

  /**
   * Height of the label for an image whose largest pixel is {@code largestPixel}, both in 0..1; 0
   * without labels. The largest pixel is taken over the whole image, label inputs included, as the
   * Keras example does. For the example of a table it is the largest magnitude, 0 or more.
   */
  public float height(float largestPixel) {
    if (config instanceof LabelConfig.Overlay overlay) {
      return height(overlay.strength(), largestPixel);
    }
    return config instanceof LabelConfig.Append append
        ? height(append.strength(), largestPixel)
        : 0;
  }

  private static float height(LabelConfig.Strength strength, float largestPixel) {
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
    for (int c = 0; c < covered(); c++) {
      if (data.pixel(index, c) != 0) {
        return true;
      }
    }
    return false;
  }
}
