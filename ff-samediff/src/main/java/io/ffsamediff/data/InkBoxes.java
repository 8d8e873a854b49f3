package io.ffsamediff.data;

/**
 * Where the ink of each image is: outside of its box all planes of an image are black. Half of a
 * digit's image is, and need not be looked at for each distortion anew.
 */
final class InkBoxes {

  private static final int SIDES = 4;
  private static final int TOP = 0;
  private static final int BOTTOM = 1;
  private static final int LEFT = 2;
  private static final int RIGHT = 3;

  private final int[] sides_N4;

  /** Looks at all images of {@code data}. */
  InkBoxes(Dataset data) {
    sides_N4 = new int[Math.multiplyExact(data.size(), SIDES)];
    for (int index = 0; index < data.size(); index++) {
      find(data, index);
    }
  }

  private void find(Dataset data, int index) {
    int top = data.height();
    int bottom = 0;
    int left = data.width();
    int right = 0;
    int rows = data.shape().channels() * data.height();
    for (int row = 0; row < rows; row++) {
      int y = row % data.height();
      int first = row * data.width();
      int from = 0;
      while (from < data.width() && data.pixel(index, first + from) == 0) {
        from++;
      }
      if (from == data.width()) {
        continue;
      }
      int to = data.width();
      while (data.pixel(index, first + to - 1) == 0) {
        to--;
      }
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      left = Math.min(left, from);
      right = Math.max(right, to);
    }
    int start = index * SIDES;
    sides_N4[start + TOP] = Math.min(top, bottom);
    sides_N4[start + BOTTOM] = bottom;
    sides_N4[start + LEFT] = Math.min(left, right);
    sides_N4[start + RIGHT] = right;
  }

  /** First row with ink in image {@code index}; 0 where there is no ink. */
  int top(int index) {
    return sides_N4[index * SIDES + TOP];
  }

  /** Row behind the last one with ink; 0 where there is no ink. */
  int bottom(int index) {
    return sides_N4[index * SIDES + BOTTOM];
  }

  /** First column with ink; 0 where there is no ink. */
  int left(int index) {
    return sides_N4[index * SIDES + LEFT];
  }

  /** Column behind the last one with ink; 0 where there is no ink. */
  int right(int index) {
    return sides_N4[index * SIDES + RIGHT];
  }
}
