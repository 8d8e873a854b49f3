package io.ffsamediff.data;

/*
 * "The original black and white (bilevel) images from NIST were size normalized to fit in a 20x20
 * pixel box while preserving their aspect ratio. The resulting images contain grey levels as a
 * result of the anti-aliasing technique used by the normalization algorithm. The images were
 * centered in a 28x28 image by computing the center of mass of the pixels, and translating the
 * image so as to position this point at the center of the 28x28 field."
 * [http://yann.lecun.com/exdb/mnist]
 *
 * In the files the longer side of the ink is 20 pixels, and the centre of mass lies from 13.5 to
 * 14.5, pixels being counted from 0: whole pixels were moved.
 */
/** Centres and scales a digit as those of MNIST were. */
final class DigitFrame {

  /** Side of the digit over that of its image. */
  private static final double BOX = 20.0 / 28;

  /** Less contrast than this, in grey levels, is an even surface. */
  private static final float LEAST_CONTRAST = 20;

  /** A large picture is looked over at this size, at which its noise is averaged out. */
  private static final int OVERVIEW = 256;

  private DigitFrame() {}

  /**
   * The digit in an image of its own; as it is where the picture has that size and a black edge.
   *
   * @param where what messages call the picture
   * @param picture a light digit on a dark ground, somewhere
   * @param height rows of the image
   * @param width columns of the image
   * @return height * width pixels, black where there is no ink
   * @throws DataException if there is no ink
   */
  static byte[] fit(String where, GreyPlane picture, int height, int width) {
    if (picture.height() == height && picture.width() == width && picture.edge() == 0) {
      requireContrast(where, picture.lightest());
      return picture.bytes();
    }
    GreyPlane overview = overview(picture);
    Ground ground = Ground.of(overview);
    requireContrast(where, ground.contrast());
    Box place = Box.of(ground.inked(overview)).in(overview, picture);
    GreyPlane ink = ground.ink(picture, place);
    GreyPlane digit = Box.of(ink).cut(ink);
    return centred(scaled(digit, Math.min(height, width)), height, width).bytes();
  }

  private static GreyPlane overview(GreyPlane picture) {
    double factor = (double) OVERVIEW / Math.max(picture.height(), picture.width());
    return factor >= 1 ? picture : resized(picture, factor);
  }

  private static void requireContrast(String where, float contrast) {
    if (contrast < LEAST_CONTRAST) {
      throw new DataException(
          "%s: expected ink on paper of another grey, received a blank picture. Use a picture with more contrast."
              .formatted(where));
    }
  }

  private static GreyPlane scaled(GreyPlane digit, int side) {
    return resized(digit, Math.max(1, BOX * side) / Math.max(digit.height(), digit.width()));
  }

  private static GreyPlane resized(GreyPlane plane, double factor) {
    return plane.resized(
        (int) Math.max(1, Math.round(factor * plane.height())),
        (int) Math.max(1, Math.round(factor * plane.width())));
  }

  private static GreyPlane centred(GreyPlane digit, int height, int width) {
    double mass = 0;
    double massY = 0;
    double massX = 0;
    for (int y = 0; y < digit.height(); y++) {
      for (int x = 0; x < digit.width(); x++) {
        float value = digit.light()[y * digit.width() + x];
        mass += value;
        massY += value * y;
        massX += value * x;
      }
    }
    int top = shift(massY / mass, digit.height(), height);
    int left = shift(massX / mass, digit.width(), width);
    float[] light = new float[height * width];
    for (int y = 0; y < digit.height(); y++) {
      System.arraycopy(
          digit.light(), y * digit.width(), light, (top + y) * width + left, digit.width());
    }
    return new GreyPlane(height, width, light);
  }

  /** How far the centre of mass goes to the middle, without ink being lost. */
  private static int shift(double centre, int length, int room) {
    long shift = (long) Math.ceil(room / 2.0 - 0.5 - centre);
    return (int) Math.max(0, Math.min(room - length, shift));
  }
}
