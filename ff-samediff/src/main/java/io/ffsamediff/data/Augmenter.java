package io.ffsamediff.data;

import io.ffsamediff.config.AugmentationConfig;
import io.ffsamediff.config.RunConfig;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Distorts training images at random: an affine map about the centre and an elastic field, in one
 * pass over the image. Pixels between pixels are weighted from the four around them; outside the
 * image is black. Allocates nothing for an image; not thread-safe.
 */
public final class Augmenter {

  private final int height;
  private final int width;
  private final AffineDraw affine;
  private final @Nullable ElasticField elastic;
  private final PaddedImage image;

  /** For images of {@code height} x {@code width} pixels. */
  public Augmenter(AugmentationConfig config, int height, int width) {
    this.height = height;
    this.width = width;
    this.affine = new AffineDraw(config);
    this.elastic = config.elastic() == 0 ? null : new ElasticField(config, height, width);
    this.image = new PaddedImage(height, width);
  }

  /** What {@code config} asks for, if it does, for images of the form of {@code data}. */
  public static Optional<Augmenter> of(RunConfig config, Dataset data) {
    return Optional.ofNullable(config.augmentation())
        .map(asked -> new Augmenter(asked, data.height(), data.width()));
  }

  /**
   * Distorts example {@code index} of {@code data}. Where nothing is drawn but whole pixels to
   * shift by, pixels are copied.
   *
   * @param random decides how
   * @param x receives the D pixels, 0 to 255 but for rounding
   * @param start where in {@code x} they go
   */
  public void distort(Dataset data, int index, RandomGenerator random, float[] x, int start) {
    affine.draw(random);
    image.load(data, index);
    if (elastic != null) {
      elastic.draw(random);
      warp(elastic, x, start);
    } else if (affine.movesPixelsWhole()) {
      image.copyShifted((int) affine.shiftX(), (int) affine.shiftY(), x, start);
    } else {
      warp(x, start);
    }
  }

  private void warp(float[] x, int start) {
    long stepX = FixedPoint.of(affine.xx());
    long stepY = FixedPoint.of(affine.yx());
    for (int row = 0; row < height; row++) {
      long placeX = firstX(row);
      long placeY = firstY(row);
      int line = start + row * width;
      for (int column = 0; column < width; column++) {
        x[line + column] = image.sample(placeX, placeY);
        placeX += stepX;
        placeY += stepY;
      }
    }
  }

  private void warp(ElasticField field, float[] x, int start) {
    long stepX = FixedPoint.of(affine.xx());
    long stepY = FixedPoint.of(affine.yx());
    for (int row = 0; row < height; row++) {
      field.toLine(row);
      long placeX = firstX(row);
      long placeY = firstY(row);
      int line = start + row * width;
      for (int column = 0; column < width; column++) {
        x[line + column] = image.sample(placeX + field.x(column), placeY + field.y(column));
        placeX += stepX;
        placeY += stepY;
      }
    }
  }

  /** Where the first pixel of line {@code row} comes from. */
  private long firstX(int row) {
    double centre = (width - 1) / 2.0;
    return PaddedImage.place(
        centre - affine.xx() * (centre + affine.shiftX()) + affine.xy() * fromCentre(row));
  }

  private long firstY(int row) {
    double centreX = (width - 1) / 2.0;
    double centreY = (height - 1) / 2.0;
    return PaddedImage.place(
        centreY - affine.yx() * (centreX + affine.shiftX()) + affine.yy() * fromCentre(row));
  }

  private double fromCentre(int row) {
    return row - (height - 1) / 2.0 - affine.shiftY();
  }
}
