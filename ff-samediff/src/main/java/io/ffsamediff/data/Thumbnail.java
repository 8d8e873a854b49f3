package io.ffsamediff.data;

import java.util.Objects;

/**
 * One image as people are to see it.
 *
 * @param shape its size, and whether in colour
 * @param pixels its bytes plane after plane, row by row, 0 to 255; not copied
 */
public record Thumbnail(ImageShape shape, byte[] pixels) {

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if the pixels are not as many as the shape has
   */
  public Thumbnail {
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(pixels, "pixels");
    if (pixels.length != shape.inputs()) {
      throw new IllegalArgumentException(
          "an image of %d pixels is not %s".formatted(pixels.length, shape));
    }
  }

  /**
   * Image {@code index} of {@code data}.
   *
   * @throws IllegalStateException if it is a table
   */
  public static Thumbnail of(Dataset data, int index) {
    byte[] pixels = new byte[data.inputs()];
    data.copyPixels(index, pixels);
    return new Thumbnail(data.shape(), pixels);
  }

  /** The colour of a pixel, counted row by row, as {@code 0xRRGGBB}. */
  public int rgb(int pixel) {
    // The one plane of a grey image is its red, its green and its blue.
    int next = shape.channels() == 1 ? 0 : shape.plane();
    return level(pixel) << 16 | level(pixel + next) << 8 | level(pixel + 2 * next);
  }

  private int level(int index) {
    return Byte.toUnsignedInt(pixels[index]);
  }

  /** The same image with at most {@code side} rows and columns. */
  public Thumbnail within(int side) {
    int longest = Math.max(shape.height(), shape.width());
    if (longest <= side) {
      return this;
    }
    int rows = Math.max(1, (int) ((long) shape.height() * side / longest));
    int columns = Math.max(1, (int) ((long) shape.width() * side / longest));
    ImageShape smaller = new ImageShape(shape.channels(), rows, columns);
    byte[] small = new byte[smaller.inputs()];
    for (int channel = 0; channel < shape.channels(); channel++) {
      scale(channel, smaller, small);
    }
    return new Thumbnail(smaller, small);
  }

  private void scale(int channel, ImageShape smaller, byte[] target) {
    float[] plane = new float[shape.plane()];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = level(channel * plane.length + i);
    }
    float[] small =
        AreaScaling.scale(plane, shape.height(), shape.width(), smaller.height(), smaller.width());
    for (int i = 0; i < small.length; i++) {
      target[channel * small.length + i] = (byte) Math.round(small[i]);
    }
  }
}
