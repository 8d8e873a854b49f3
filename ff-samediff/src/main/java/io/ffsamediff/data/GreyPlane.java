package io.ffsamediff.data;

import java.util.Arrays;

/**
 * A picture in grey.
 *
 * @param height rows
 * @param width columns
 * @param light height * width values row by row, 0 black to 255 white; never changed
 */
record GreyPlane(int height, int width, float[] light) {

  private static final int WHITE = 255;

  /**
   * The luminance of {@code picture}. What is transparent becomes white where that which is drawn
   * is rather dark, and black where it is rather light, so that it can be seen.
   */
  static GreyPlane of(Picture picture) {
    int paper = isLight(picture) ? 0 : WHITE;
    return new GreyPlane(picture.height(), picture.width(), picture.planes(1, paper)[0]);
  }

  /**
   * Whether the mean of what is drawn, weighted by how opaque it is, is lighter than the middle.
   */
  private static boolean isLight(Picture picture) {
    double light = 0;
    double opaque = 0;
    for (int argb : picture.argb()) {
      int alpha = argb >>> 24;
      opaque += alpha;
      light += alpha * (double) ((argb >> 16 & WHITE) + (argb >> 8 & WHITE) + (argb & WHITE)) / 3;
    }
    return light > opaque * WHITE / 2;
  }

  /** Light on dark as it was dark on light, and the other way round. */
  GreyPlane inverted() {
    float[] dark = new float[light.length];
    for (int i = 0; i < dark.length; i++) {
      dark[i] = WHITE - light[i];
    }
    return new GreyPlane(height, width, dark);
  }

  /** Whether the border's median is lighter than the middle between darkest and lightest pixel. */
  boolean isDarkOnLight() {
    return edge() > (darkest() + lightest()) / 2;
  }

  /** The value of the darkest pixel. */
  float darkest() {
    float darkest = WHITE;
    for (float value : light) {
      darkest = Math.min(darkest, value);
    }
    return darkest;
  }

  /** The value of the lightest pixel. */
  float lightest() {
    float lightest = 0;
    for (float value : light) {
      lightest = Math.max(lightest, value);
    }
    return lightest;
  }

  /** The median of the outermost pixels. */
  float edge() {
    float[] edge = new float[2 * (height + width)];
    System.arraycopy(row(0), 0, edge, 0, width);
    System.arraycopy(row(height - 1), 0, edge, width, width);
    System.arraycopy(column(0), 0, edge, 2 * width, height);
    System.arraycopy(column(width - 1), 0, edge, 2 * width + height, height);
    return median(edge);
  }

  /** The values of row {@code y}. */
  float[] row(int y) {
    return Arrays.copyOfRange(light, y * width, (y + 1) * width);
  }

  /** The values of column {@code x}. */
  float[] column(int x) {
    float[] column = new float[height];
    for (int y = 0; y < height; y++) {
      column[y] = light[y * width + x];
    }
    return column;
  }

  /** The middle one of values, which are sorted by this. */
  static float median(float[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** Stretched to a size by means over areas. */
  GreyPlane resized(int toHeight, int toWidth) {
    return new GreyPlane(
        toHeight, toWidth, AreaScaling.scale(light, height, width, toHeight, toWidth));
  }

  /** The values as unsigned bytes. */
  byte[] bytes() {
    byte[] bytes = new byte[light.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(light[i]);
    }
    return bytes;
  }
}
