package io.ffsamediff.data;

import java.util.Arrays;

/**
 * A plane of an image as floats with a black border, so that places a little beyond its edge need
 * no case of their own; not thread-safe.
 */
final class PaddedImage {

  private final int height;
  private final int width;
  private final int reach;
  private final int border;
  private final int stride;
  private final Dataset data;
  private final InkBoxes ink;
  private final float[] pixels;
  private int top;
  private int bottom;
  private int left;
  private int right;

  /**
   * Room for an image of {@code data}.
   *
   * @param ink where the ink of its images is
   * @param reach pixels by which a place inside {@link #within the bounds} may be moved on
   */
  PaddedImage(Dataset data, InkBoxes ink, int reach) {
    this.data = data;
    this.ink = ink;
    this.height = data.height();
    this.width = data.width();
    this.reach = reach;
    // A place at a bound may be moved back as well, and may be on the wrong side by rounding.
    this.border = 2 * reach + 2;
    this.stride = width + 2 * border;
    this.pixels = new float[Math.multiplyExact(height + 2 * border, stride)];
  }

  /** Takes over plane {@code plane} of example {@code index}. */
  void load(int index, int plane) {
    for (int y = top; y < bottom; y++) {
      Arrays.fill(pixels, at(y, left), at(y, right), 0);
    }
    top = ink.top(index);
    bottom = ink.bottom(index);
    left = ink.left(index);
    right = ink.right(index);
    int start = plane * height * width;
    for (int y = top; y < bottom; y++) {
      data.images().copy(index, start + y * width + left, pixels, at(y, left), right - left);
    }
  }

  private int at(int y, int x) {
    return (y + border) * stride + border + x;
  }

  /** Leaves in {@code span} the columns that can see ink, for steps along a line. */
  void within(LineSpan span, double startX, double stepX, double startY, double stepY) {
    span.reset(width);
    span.bound(startX, stepX, left - 1 - reach, right + reach);
    span.bound(startY, stepY, top - 1 - reach, bottom + reach);
  }

  /** The {@link FixedPoint} that {@link #sample} takes for a place in pixels. */
  long place(double pixels) {
    return FixedPoint.of(pixels + border);
  }

  /**
   * Samples along a line, each value weighted from the four pixels around its place.
   *
   * @param target receives the values, from {@code from} to below {@code to}
   */
  void sampleLine(
      long placeX, long stepX, long placeY, long stepY, float[] target, int from, int to) {
    float[] source = pixels;
    int width = stride;
    long x = placeX;
    long y = placeY;
    for (int i = from; i < to; i++) {
      target[i] = sample(source, width, x, y);
      x += stepX;
      y += stepY;
    }
  }

  /** The value at a {@link #place}. */
  float sample(long placeX, long placeY) {
    return sample(pixels, stride, placeX, placeY);
  }

  private static float sample(float[] pixels, int stride, long placeX, long placeY) {
    int at = FixedPoint.floor(placeY) * stride + FixedPoint.floor(placeX);
    float right = FixedPoint.fraction(placeX);
    int below = at + stride;
    float top = pixels[at] + right * (pixels[at + 1] - pixels[at]);
    float bottom = pixels[below] + right * (pixels[below + 1] - pixels[below]);
    return top + FixedPoint.fraction(placeY) * (bottom - top);
  }

  /** Writes the image moved by whole pixels to {@code target}, from {@code start} on. */
  void copyShifted(int shiftX, int shiftY, float[] target, int start) {
    int from = Math.max(0, Math.min(shiftX, width));
    int to = Math.max(from, Math.min(width + shiftX, width));
    for (int y = 0; y < height; y++) {
      int line = start + y * width;
      int source = y - shiftY;
      if (source < 0 || source >= height) {
        Arrays.fill(target, line, line + width, 0);
      } else {
        int first = at(source, from - shiftX);
        Arrays.fill(target, line, line + from, 0);
        System.arraycopy(pixels, first, target, line + from, to - from);
        Arrays.fill(target, line + to, line + width, 0);
      }
    }
  }
}
