package io.ffsamediff.data;

import java.util.Objects;

/**
 * A decoded picture.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param argb height * width pixels row by row, each {@code 0xAARRGGBB} in sRGB, colours not
 *     multiplied by alpha; takes over the array
 */
public record Picture(int height, int width, int[] argb) {

  /*
   * Weights of red, green and blue in what a grey picture shows, as JPEG and Pillow have them.
   * [ITU-R BT.601-7, section 2.5.1]
   */
  private static final float RED = 0.299f;
  private static final float GREEN = 0.587f;
  private static final float BLUE = 0.114f;

  private static final int OPAQUE = 255;

  /** Checks that the pixels fill the picture. */
  public Picture {
    Objects.requireNonNull(argb, "argb");
    if (height < 1 || width < 1 || (long) height * width != argb.length) {
      throw new IllegalArgumentException(
          "%d pixels are no picture of %d x %d".formatted(argb.length, height, width));
    }
  }

  /**
   * The planes on a paper of one grey.
   *
   * @param channels 1 for the luminance, 3 for red, green and blue
   * @param paper what is seen where the picture is transparent, 0 black to 255 white
   * @return {@code channels} x (height * width) values from 0 to 255
   */
  float[][] planes(int channels, int paper) {
    float[][] planes = new float[channels][argb.length];
    for (int i = 0; i < argb.length; i++) {
      float red = on(paper, i, 16);
      float green = on(paper, i, 8);
      float blue = on(paper, i, 0);
      if (channels == 1) {
        planes[0][i] = RED * red + GREEN * green + BLUE * blue;
      } else {
        planes[0][i] = red;
        planes[1][i] = green;
        planes[2][i] = blue;
      }
    }
    return planes;
  }

  private float on(int paper, int pixel, int shift) {
    int alpha = argb[pixel] >>> 24;
    int value = argb[pixel] >> shift & OPAQUE;
    return alpha == OPAQUE ? value : (alpha * value + (OPAQUE - alpha) * paper) / (float) OPAQUE;
  }

  /**
   * The picture as inputs of a network, stretched to a size.
   *
   * @param shape the size, and whether in colour
   * @return as many bytes as {@code shape} has inputs, plane after plane, on white paper
   */
  byte[] pixels(ImageShape shape) {
    byte[] pixels_D = new byte[shape.inputs()];
    float[][] planes = planes(shape.channels(), OPAQUE);
    for (int channel = 0; channel < planes.length; channel++) {
      float[] plane =
          AreaScaling.scale(planes[channel], height, width, shape.height(), shape.width());
      for (int i = 0; i < plane.length; i++) {
        pixels_D[channel * plane.length + i] = (byte) Math.round(plane[i]);
      }
    }
    return pixels_D;
  }
}
