package io.ffsamediff.data;

/**
 * A rectangle of pixels.
 *
 * @param top first row
 * @param left first column
 * @param bottom row behind the last
 * @param right column behind the last
 */
record Box(int top, int left, int bottom, int right) {

  /** The smallest that holds all pixels of {@code plane} above 0, of which there is one. */
  static Box of(GreyPlane plane) {
    int top = plane.height();
    int bottom = 0;
    int left = plane.width();
    int right = 0;
    for (int y = 0; y < plane.height(); y++) {
      for (int x = 0; x < plane.width(); x++) {
        if (plane.light()[y * plane.width() + x] > 0) {
          top = Math.min(top, y);
          bottom = y + 1;
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
        }
      }
    }
    return new Box(top, left, bottom, right);
  }

  /** Rows. */
  int height() {
    return bottom - top;
  }

  /** Columns. */
  int width() {
    return right - left;
  }

  /**
   * The same place in a larger picture, with a pixel of the smaller one around it.
   *
   * @param small the picture that this is in
   * @param large the same picture, as large or larger
   */
  Box in(GreyPlane small, GreyPlane large) {
    double rows = (double) large.height() / small.height();
    double columns = (double) large.width() / small.width();
    return new Box(
        (int) Math.max(0, Math.floor((top - 1) * rows)),
        (int) Math.max(0, Math.floor((left - 1) * columns)),
        (int) Math.min(large.height(), Math.ceil((bottom + 1) * rows)),
        (int) Math.min(large.width(), Math.ceil((right + 1) * columns)));
  }

  /** This part of {@code plane}. */
  GreyPlane cut(GreyPlane plane) {
    float[] part = new float[height() * width()];
    for (int y = 0; y < height(); y++) {
      System.arraycopy(plane.light(), (top + y) * plane.width() + left, part, y * width(), width());
    }
    return new GreyPlane(height(), width(), part);
  }
}
