package io.ffsamediff.data;

/**
 * The dark ground of a light digit, as the border of its picture shows it: how dark, how uneven by
 * the light that falls on it, and how rough. Places are shares of the picture's height and width.
 *
 * @param middle its value in the middle
 * @param slopeY by how much it is lighter at the bottom than at the top
 * @param slopeX by how much it is lighter on the right than on the left
 * @param rough by how much its own light pixels are above it
 * @param contrast by how much the lightest ink is above it
 */
record Ground(float middle, float slopeY, float slopeX, float rough, float contrast) {

  private static final float WHITE = 255;

  /** What is less above the ground than this share of the contrast is no ink. */
  private static final float LEAST_INK = 1 / 8f;

  /** Nor is what is less above it than this multiple of its own roughness. */
  private static final float ROUGHNESS = 1.5f;

  /** More of the border than this may be ink. */
  private static final double QUIET_SHARE = 0.9;

  /** As much of the ink becomes less than white: single pixels, by noise and JPEG, are lighter. */
  private static final double STRONG_SHARE = 0.9;

  /** The ground of {@code picture}. */
  static Ground of(GreyPlane picture) {
    float top = GreyPlane.median(picture.row(0));
    float bottom = GreyPlane.median(picture.row(picture.height() - 1));
    float left = GreyPlane.median(picture.column(0));
    float right = GreyPlane.median(picture.column(picture.width() - 1));
    Ground tilted = new Ground(0, bottom - top, right - left, 0, 0);
    float[] border = tilted.border(picture);
    float middle = GreyPlane.median(border);
    float rough = border[(int) (QUIET_SHARE * (border.length - 1))] - middle;
    float lightest = 0;
    Ground even = new Ground(middle, tilted.slopeY, tilted.slopeX, rough, 0);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        lightest = Math.max(lightest, even.above(picture, y, x));
      }
    }
    return new Ground(middle, tilted.slopeY, tilted.slopeX, rough, lightest);
  }

  /** How far the border is above this ground. */
  private float[] border(GreyPlane picture) {
    float[] border = new float[2 * (picture.height() + picture.width())];
    int count = 0;
    for (int y : new int[] {0, picture.height() - 1}) {
      for (int x = 0; x < picture.width(); x++) {
        border[count++] = above(picture, y, x);
      }
    }
    for (int x : new int[] {0, picture.width() - 1}) {
      for (int y = 0; y < picture.height(); y++) {
        border[count++] = above(picture, y, x);
      }
    }
    return border;
  }

  /** How far a pixel is above the ground at its place. */
  private float above(GreyPlane picture, int y, int x) {
    float downwards = (y + 0.5f) / picture.height() - 0.5f;
    float rightwards = (x + 0.5f) / picture.width() - 0.5f;
    float ground = middle + slopeY * downwards + slopeX * rightwards;
    return picture.light()[y * picture.width() + x] - ground;
  }

  /** Ink is at least as far above the ground. */
  private float leastInk() {
    return Math.min(contrast / 2, Math.max(LEAST_INK * contrast, ROUGHNESS * rough));
  }

  /** How far the ink is above the ground; 0 where there is none. */
  GreyPlane inked(GreyPlane picture) {
    return inked(picture, new Box(0, 0, picture.height(), picture.width()));
  }

  private GreyPlane inked(GreyPlane picture, Box place) {
    float least = leastInk();
    float[] ink = new float[place.height() * place.width()];
    for (int y = 0; y < place.height(); y++) {
      for (int x = 0; x < place.width(); x++) {
        float above = above(picture, place.top() + y, place.left() + x);
        ink[y * place.width() + x] = above > least ? above : 0;
      }
    }
    return new GreyPlane(place.height(), place.width(), ink);
  }

  /**
   * The ink in a part of a picture of this ground, strong ink white, all else black.
   *
   * @param picture may be larger than that in which the ground was seen
   */
  GreyPlane ink(GreyPlane picture, Box place) {
    GreyPlane inked = inked(picture, place);
    float strong = strong(inked.light());
    float[] ink = new float[inked.light().length];
    for (int i = 0; i < ink.length; i++) {
      ink[i] = Math.min(WHITE, WHITE * inked.light()[i] / strong);
    }
    return new GreyPlane(place.height(), place.width(), ink);
  }

  /** How far most of the ink is above the ground, at least 1. */
  private static float strong(float[] inked) {
    int[] counts = new int[2 * (int) WHITE];
    int all = 0;
    for (float above : inked) {
      if (above > 0) {
        counts[Math.min((int) above, counts.length - 1)]++;
        all++;
      }
    }
    int level = 0;
    for (int below = counts[0]; below < STRONG_SHARE * all; below += counts[level]) {
      level++;
    }
    return Math.max(1, level);
  }
}
