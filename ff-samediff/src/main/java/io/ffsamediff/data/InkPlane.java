package io.ffsamediff.data;

import java.util.Arrays;

/**
 * The luminance of a picture as light ink on black: what has a light edge is inverted, and what is
 * transparent is paper.
 *
 * @param height rows
 * @param width columns
 * @param ink height * width values from 0 to 255
 */
record InkPlane(int height, int width, float[] ink) {

  /** Half of white. */
  private static final float MIDDLE = 127.5f;

  private static final int WHITE = 255;

  /** Differences that no one sees as ink: a twelfth of the scale. */
  private static final float LEAST_CONTRAST = 20;

  /** Share of the darkest ink below which the grain of paper and the traces of JPEG lie. */
  private static final float NOISE = 0.15f;

  /**
   * MNIST's digits are 20 pixels of 28 at their longer side. [http://yann.lecun.com/exdb/mnist,
   * "normalized to fit in a 20x20 pixel box"]
   */
  private static final double SHARE = 20.0 / 28;

  /** The ink of {@code picture}. */
  static InkPlane of(Picture picture) {
    float[] plane = picture.planes(1, paper(picture))[0];
    if (edge(picture.height(), picture.width(), plane) > MIDDLE) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = WHITE - plane[i];
      }
    }
    return new InkPlane(picture.height(), picture.width(), plane);
  }

  /** Under dark strokes on nothing lies white paper, under light ones black. */
  private static int paper(Picture picture) {
    double light = 0;
    double weight = 0;
    float[] plane = picture.planes(1, 0)[0];
    for (int i = 0; i < plane.length; i++) {
      light += plane[i];
      weight += picture.argb()[i] >>> 24;
    }
    return light / Math.max(1, weight) > 0.5 ? 0 : WHITE;
  }

  /** The median of the outermost pixels. */
  private static float edge(int height, int width, float[] plane) {
    float[] edge = new float[plane.length];
    int count = 0;
    for (int y = 0; y < height; y++) {
      boolean whole = y == 0 || y == height - 1;
      for (int x = 0; x < width; x += whole ? 1 : Math.max(1, width - 1)) {
        edge[count++] = plane[y * width + x];
      }
    }
    Arrays.sort(edge, 0, count);
    return edge[count / 2];
  }

  /** Stretched to a size. */
  byte[] stretched(ImageShape shape) {
    return bytes(AreaScaling.scale(ink, height, width, shape.height(), shape.width()));
  }

  /**
   * As a digit of MNIST of a size; as it is where it has that size and a black edge.
   *
   * @throws DataException if there is no ink
   */
  byte[] centred(String where, ImageShape shape) {
    float paper = edge(height, width, ink);
    if (height == shape.height() && width == shape.width() && paper == 0) {
      return bytes(ink);
    }
    float[] clean = clean(where, paper);
    Box box = Box.of(height, width, clean);
    double scale =
        SHARE * Math.min(shape.height(), shape.width()) / Math.max(box.height(), box.width());
    int toHeight = Math.max(1, (int) Math.round(box.height() * scale));
    int toWidth = Math.max(1, (int) Math.round(box.width() * scale));
    float[] digit =
        AreaScaling.scale(box.cut(clean, width), box.height(), box.width(), toHeight, toWidth);
    return placed(digit, toHeight, toWidth, shape);
  }

  /** The paper is 0, the strongest ink 255. */
  private float[] clean(String where, float paper) {
    float strongest = 0;
    for (float value : ink) {
      strongest = Math.max(strongest, value);
    }
    float range = strongest - paper;
    if (range < LEAST_CONTRAST) {
      throw new DataException(
          "%s: expected ink on paper of another grey, received a blank picture. Use a picture with more contrast."
              .formatted(where));
    }
    float[] clean = new float[ink.length];
    for (int i = 0; i < ink.length; i++) {
      float share = (ink[i] - paper) / range;
      clean[i] = share < NOISE ? 0 : WHITE * share;
    }
    return clean;
  }

  /** The digit with its centre of mass in the middle, as far as it then stays inside. */
  private static byte[] placed(float[] digit, int height, int width, ImageShape shape) {
    double mass = 0;
    double rows = 0;
    double columns = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = digit[y * width + x];
        mass += value;
        rows += value * (y + 0.5);
        columns += value * (x + 0.5);
      }
    }
    int top = start(shape.height(), height, rows / mass);
    int left = start(shape.width(), width, columns / mass);
    float[] placed = new float[shape.inputs()];
    for (int y = 0; y < height; y++) {
      System.arraycopy(digit, y * width, placed, (top + y) * shape.width() + left, width);
    }
    return bytes(placed);
  }

  private static int start(int size, int length, double centre) {
    long start = Math.round(size / 2.0 - centre);
    return (int) Math.max(0, Math.min(size - length, start));
  }

  private static byte[] bytes(float[] plane) {
    byte[] bytes = new byte[plane.length];
    for (int i = 0; i < plane.length; i++) {
      bytes[i] = (byte) Math.round(plane[i]);
    }
    return bytes;
  }

  /** Where ink is. */
  private record Box(int top, int left, int height, int width) {

    static Box of(int height, int width, float[] plane) {
      int top = height;
      int bottom = 0;
      int left = width;
      int right = 0;
      for (int i = 0; i < plane.length; i++) {
        if (plane[i] > 0) {
          top = Math.min(top, i / width);
          bottom = Math.max(bottom, i / width + 1);
          left = Math.min(left, i % width);
          right = Math.max(right, i % width + 1);
        }
      }
      return new Box(top, left, bottom - top, right - left);
    }

    float[] cut(float[] plane, int stride) {
      float[] cut = new float[height * width];
      for (int y = 0; y < height; y++) {
        System.arraycopy(plane, (top + y) * stride + left, cut, y * width, width);
      }
      return cut;
    }
  }
}
