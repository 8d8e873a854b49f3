package io.ffsamediff.report;

import java.awt.Color;
import java.awt.image.IndexColorModel;

/**
 * Colours of signed numbers: dark blue for the most negative, grey for zero, light yellow for the
 * most positive. Lightness rises all the way, so that it can be read without its hues, on paper,
 * and on light and dark pages alike.
 */
final class SignedScale {

  private static final Color[] STOPS = {
    new Color(0x0A2A66),
    new Color(0x3B62A6),
    new Color(0x858B95),
    new Color(0xD9B24C),
    new Color(0xFFEFA0)
  };

  private SignedScale() {}

  /** The colour of a level, 0 most negative, 128 zero, 255 most positive, as {@code 0xRRGGBB}. */
  static int rgb(int level) {
    double place = level <= 128 ? level / 128.0 * 2 : 2 + (level - 128) / 127.0 * 2;
    int below = Math.min((int) place, STOPS.length - 2);
    double share = place - below;
    Color from = STOPS[below];
    Color to = STOPS[below + 1];
    return mix(from.getRed(), to.getRed(), share) << 16
        | mix(from.getGreen(), to.getGreen(), share) << 8
        | mix(from.getBlue(), to.getBlue(), share);
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }

  /** Levels as a palette, in which level 0 is left for what is transparent and shown as 1. */
  static IndexColorModel palette() {
    int[] colors = new int[256];
    for (int level = 1; level < colors.length; level++) {
      colors[level] = 0xFF000000 | rgb(level);
    }
    return new IndexColorModel(
        8, colors.length, colors, 0, true, 0, java.awt.image.DataBuffer.TYPE_BYTE);
  }
}
