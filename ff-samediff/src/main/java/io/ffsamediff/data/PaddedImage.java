package io.ffsamediff.data;

import java.util.Arrays;

/**
 * An image as floats with a black border, so that a place beyond its edge needs no case of its own:
 * it is moved onto the border. Pixel (x, y) is at place (x, y); not thread-safe.
 */
final class PaddedImage {

  /** Border before the first pixel; behind the last one it is wider by the right neighbour. */
  private static final int BEFORE = 1;

  private static final int BORDERS = 3;

  private final int height;
  private final int width;
  private final int stride;
  private final long lastX;
  private final long lastY;
  private final float[] pixels;

  /** Room for an image of {@code height} x {@code width} pixels. */
  PaddedImage(int height, int width) {
    this.height = height;
    this.width = width;
    this.stride = width + BORDERS;
    this.lastX = (width + 1L) << FixedPoint.BITS;
    this.lastY = (height + 1L) << FixedPoint.BITS;
    this.pixels = new float[Math.multiplyExact(height + BORDERS, stride)];
  }

  /** Takes over example {@code index} of {@code data}. */
  void load(Dataset data, int index) {
    for (int y = 0; y < height; y++) {
      data.copyPixels(index, y * width, pixels, (y + BEFORE) * stride + BEFORE, width);
    }
  }

  /** The place in the border's count, which begins one pixel earlier. */
  static long place(double pixels) {
    return FixedPoint.of(pixels + BEFORE);
  }

  /** The value at a {@link #place}, weighted from the four pixels around it; 0 outside. */
  float sample(long placeX, long placeY) {
    long x = Math.max(0, Math.min(placeX, lastX));
    long y = Math.max(0, Math.min(placeY, lastY));
    int at = FixedPoint.floor(y) * stride + FixedPoint.floor(x);
    float right = FixedPoint.fraction(x);
    float top = pixels[at] + right * (pixels[at + 1] - pixels[at]);
    int below = at + stride;
    float bottom = pixels[below] + right * (pixels[below + 1] - pixels[below]);
    return top + FixedPoint.fraction(y) * (bottom - top);
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
        int first = (source + BEFORE) * stride + BEFORE + from - shiftX;
        Arrays.fill(target, line, line + from, 0);
        System.arraycopy(pixels, first, target, line + from, to - from);
        Arrays.fill(target, line + to, line + width, 0);
      }
    }
  }
}
