package io.ffsamediff.data;

/**
 * Scales a plane of pixels: each new pixel is the mean of what its area covers in the old plane.
 * Java's own scaling differs between versions, and what a network has learnt must not.
 */
final class AreaScaling {

  private AreaScaling() {}

  /**
   * The scaled plane; the same array where the size does not change.
   *
   * @param plane height * width values, row by row
   * @param toHeight rows of the new plane, at least 1
   * @param toWidth columns of the new plane, at least 1
   */
  static float[] scale(float[] plane, int height, int width, int toHeight, int toWidth) {
    float[] wide = width == toWidth ? plane : alongRows(plane, height, width, toWidth);
    if (height == toHeight) {
      return wide;
    }
    // Columns are the rows of the transposed plane.
    float[] tall = alongRows(transposed(wide, height, toWidth), toWidth, height, toHeight);
    return transposed(tall, toWidth, toHeight);
  }

  private static float[] transposed(float[] plane, int height, int width) {
    float[] result = new float[plane.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        result[x * height + y] = plane[y * width + x];
      }
    }
    return result;
  }

  private static float[] alongRows(float[] plane, int height, int width, int toWidth) {
    float[] result = new float[Math.multiplyExact(height, toWidth)];
    double step = (double) width / toWidth;
    for (int x = 0; x < toWidth; x++) {
      double from = x * step;
      double to = Math.min((x + 1) * step, width);
      for (int y = 0; y < height; y++) {
        result[y * toWidth + x] = (float) (sum(plane, y * width, from, to, width) / (to - from));
      }
    }
    return result;
  }

  /** What lies between two places of a row; pixel {@code i} reaches from {@code i} to i + 1. */
  private static double sum(float[] plane, int row, double from, double to, int width) {
    int first = (int) from;
    int last = Math.min((int) Math.ceil(to), width) - 1;
    double sum = 0;
    for (int i = first; i <= last; i++) {
      sum += plane[row + i] * (Math.min(to, i + 1.0) - Math.max(from, i));
    }
    return sum;
  }
}
