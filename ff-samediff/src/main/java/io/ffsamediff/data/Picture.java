package io.ffsamediff.data;

import java.util.Objects;

/**
 * An image of grey levels.
 *
 * @param height rows H
 * @param width columns W
 * @param pixels H x W levels row by row, 0 black to 255 white as unsigned bytes; not copied
 */
public record Picture(int height, int width, byte[] pixels) {

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if there are no pixels, or not H x W
   */
  public Picture {
    Objects.requireNonNull(pixels, "pixels");
    if (height < 1 || width < 1 || pixels.length != (long) height * width) {
      throw new IllegalArgumentException(
          "an image of %d pixels is not %d x %d".formatted(pixels.length, height, width));
    }
  }

  /**
   * Image {@code index} of {@code data}.
   *
   * @throws IllegalStateException if it is a table
   */
  public static Picture of(Dataset data, int index) {
    byte[] pixels = new byte[data.inputs()];
    data.copyPixels(index, pixels);
    return new Picture(data.height(), data.width(), pixels);
  }

  /** The level of a pixel, 0 to 255. */
  public int level(int row, int column) {
    return Byte.toUnsignedInt(pixels[row * width + column]);
  }

  /**
   * The same image with at most {@code side} rows and columns: as it is, or with each pixel the
   * mean of those that it stands for.
   */
  public Picture within(int side) {
    if (height <= side && width <= side) {
      return this;
    }
    int longest = Math.max(height, width);
    int rows = Math.max(1, (int) ((long) height * side / longest));
    int columns = Math.max(1, (int) ((long) width * side / longest));
    byte[] small = new byte[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        small[r * columns + c] =
            mean(
                part(r, rows, height),
                part(r + 1, rows, height),
                part(c, columns, width),
                part(c + 1, columns, width));
      }
    }
    return new Picture(rows, columns, small);
  }

  private static int part(int index, int parts, int whole) {
    return (int) ((long) index * whole / parts);
  }

  private byte mean(int top, int bottom, int left, int right) {
    long sum = 0;
    for (int r = top; r < bottom; r++) {
      for (int c = left; c < right; c++) {
        sum += level(r, c);
      }
    }
    long count = (long) (bottom - top) * (right - left);
    return (byte) ((sum + count / 2) / count);
  }
}
