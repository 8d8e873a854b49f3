package io.ffsamediff.data;

import io.ffsamediff.config.AugmentationConfig;
import java.util.random.RandomGenerator;

/*
 * An image point p goes to M (p - c) + c + t, with the centre c, the shift t and
 * M = scale * rotation * shear. A distorted image is filled by asking for each of its points where
 * it came from, so what is kept is the inverse of M.
 */
/** Shift, rotation, size and shear of one image after the other; not thread-safe. */
final class AffineDraw {

  private final AugmentationConfig config;
  private double shiftX;
  private double shiftY;
  private double rotation;
  private double scale = 1;
  private double shear;
  private double xx = 1;
  private double xy;
  private double yx;
  private double yy = 1;

  AffineDraw(AugmentationConfig config) {
    this.config = config;
  }

  /** Draws anew: the same five numbers whatever the ranges, so that ranges can be compared. */
  void draw(RandomGenerator random) {
    shiftX = shift(random.nextDouble());
    shiftY = shift(random.nextDouble());
    rotation = Math.toRadians(symmetric(config.rotation(), random.nextDouble()));
    scale = 1 + symmetric(config.scale(), random.nextDouble());
    shear = symmetric(config.shear(), random.nextDouble());
    invert(Math.sin(rotation), Math.cos(rotation), 1 / scale);
  }

  private void invert(double sine, double cosine, double shrink) {
    xx = (cosine + shear * sine) * shrink;
    xy = (sine - shear * cosine) * shrink;
    yx = -sine * shrink;
    yy = cosine * shrink;
  }

  private double shift(double uniform) {
    if (!config.wholePixels()) {
      return symmetric(config.shift(), uniform);
    }
    double most = Math.floor(config.shift());
    return Math.floor(uniform * (2 * most + 1)) - most;
  }

  /** From {@code -largest} to {@code largest}, for a {@code uniform} number from 0 to 1. */
  private static double symmetric(double largest, double uniform) {
    return largest * (2 * uniform - 1);
  }

  /** Whether pixels move by whole pixels, all alike. */
  boolean movesPixelsWhole() {
    return rotation == 0
        && scale == 1
        && shear == 0
        && shiftX == Math.rint(shiftX)
        && shiftY == Math.rint(shiftY);
  }

  /** Pixels by which the image moves to the right. */
  double shiftX() {
    return shiftX;
  }

  /** Pixels by which the image moves down. */
  double shiftY() {
    return shiftY;
  }

  /** Radians by which the image turns, from the x axis towards the y axis. */
  double rotation() {
    return rotation;
  }

  /** Factor by which the image grows. */
  double scale() {
    return scale;
  }

  /** Pixels by which a point moves to the right for each pixel below the centre. */
  double shear() {
    return shear;
  }

  /** Change of the source's x with x. */
  double xx() {
    return xx;
  }

  /** Change of the source's x with y. */
  double xy() {
    return xy;
  }

  /** Change of the source's y with x. */
  double yx() {
    return yx;
  }

  /** Change of the source's y with y. */
  double yy() {
    return yy;
  }
}
