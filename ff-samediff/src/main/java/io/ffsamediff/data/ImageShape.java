package io.ffsamediff.data;

/**
 * Size of an image. Its inputs are plane after plane, each row by row.
 *
 * @param channels colour planes: 1 for grey, 3 for red, green and blue
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record ImageShape(int channels, int height, int width) {

  /** Planes of a colour image. */
  public static final int RGB = 3;

  private static final long MOST = Integer.MAX_VALUE;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range, or if the inputs are no int
   */
  public ImageShape {
    boolean planes = channels == 1 || channels == RGB;
    if (!planes || height < 1 || width < 1 || (long) channels * height * width > MOST) {
      throw new IllegalArgumentException(
          "expected 1 or 3 planes of at least one pixel, received %d of %d x %d"
              .formatted(channels, height, width));
    }
  }

  /** A grey image. */
  public static ImageShape grey(int height, int width) {
    return new ImageShape(1, height, width);
  }

  /** Pixels of one plane. */
  public int plane() {
    return height * width;
  }

  /** Inputs D: the pixels of all planes. */
  public int inputs() {
    return channels * plane();
  }

  /** As people write it, such as {@code 28 x 28} or {@code 32 x 32 in colour}. */
  @Override
  public String toString() {
    return "%d x %d%s".formatted(height, width, channels == 1 ? "" : " in colour");
  }
}
