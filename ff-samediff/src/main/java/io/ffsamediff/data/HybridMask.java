package io.ffsamediff.data;

import java.util.random.RandomGenerator;

/**
 * Random masks of large regions (Hinton 2022, section 3.2): a random bit image, blurred repeatedly
 * with [1/4, 1/2, 1/4] along rows and columns, is one where it is above 1/2. Beyond the edge the
 * outermost pixels go on. Allocates nothing for a mask; not thread-safe.
 */
public final class HybridMask {

  private final int height;
  private final int width;
  private final int blurs;
  private final float[] mask_D;
  private final float[] other_D;

  /**
   * For images of {@code height} x {@code width} pixels.
   *
   * @param blurs times that the bits are blurred, at least 1; regions grow with the root of it
   */
  public HybridMask(int height, int width, int blurs) {
    this.height = height;
    this.width = width;
    this.blurs = blurs;
    this.mask_D = new float[height * width];
    this.other_D = new float[height * width];
  }

  /** Draws the next mask. */
  public void draw(RandomGenerator random) {
    long bits = 0;
    for (int pixel = 0; pixel < mask_D.length; pixel++) {
      bits = pixel % Long.SIZE == 0 ? random.nextLong() : bits >>> 1;
      mask_D[pixel] = bits & 1;
    }
    for (int blur = 0; blur < blurs; blur++) {
      for (int row = 0; row < height; row++) {
        blurRow(row * width);
      }
      for (int row = 0; row < height; row++) {
        blurColumns(row);
      }
    }
  }

  /** Blurs along a row, from the mask into the other image. */
  private void blurRow(int start) {
    int last = start + width - 1;
    for (int i = start + 1; i < last; i++) {
      other_D[i] = 0.25f * (mask_D[i - 1] + mask_D[i + 1]) + 0.5f * mask_D[i];
    }
    if (width > 1) {
      other_D[start] = 0.75f * mask_D[start] + 0.25f * mask_D[start + 1];
      other_D[last] = 0.75f * mask_D[last] + 0.25f * mask_D[last - 1];
    } else {
      other_D[start] = mask_D[start];
    }
  }

  /** Blurs a row along the columns, from the other image into the mask. */
  private void blurColumns(int row) {
    int start = row * width;
    int above = row == 0 ? 0 : -width;
    int below = row == height - 1 ? 0 : width;
    for (int i = start; i < start + width; i++) {
      mask_D[i] = 0.25f * (other_D[i + above] + other_D[i + below]) + 0.5f * other_D[i];
    }
  }

  /** Whether pixel {@code pixel} of the mask is one. */
  public boolean isOne(int pixel) {
    return mask_D[pixel] > 0.5f;
  }

  /**
   * Mixes two images by the mask, all planes by the same: {@code x = x mask + other (1 - mask)}.
   *
   * @param x has {@code inputs} pixels from {@code start} on
   * @param other has as many from {@code otherStart} on
   * @param inputs pixels of all planes
   */
  void mix(float[] x, int start, float[] other, int otherStart, int inputs) {
    for (int plane = 0; plane < inputs; plane += mask_D.length) {
      for (int pixel = 0; pixel < mask_D.length; pixel++) {
        if (!isOne(pixel)) {
          x[start + plane + pixel] = other[otherStart + plane + pixel];
        }
      }
    }
  }
}
