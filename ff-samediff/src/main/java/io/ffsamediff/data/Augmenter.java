package io.ffsamediff.data;

import io.ffsamediff.config.AugmentationConfig;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Distorts training images at random: an affine map about the centre and an elastic field, in one
 * pass over each plane of the image. Pixels between pixels are weighted from the four around them;
 * outside the image is black, and where its place in the image is beyond all ink, nothing is
 * computed. Allocates nothing for an image; not thread-safe.
 */
public final class Augmenter {

  private final int channels;
  private final int height;
  private final int width;
  private final AffineDraw affine;
  private final @Nullable ElasticField elastic;
  private final PaddedImage image;
  private final LineSpan span = new LineSpan();
  private final double centreX;
  private final double centreY;

  /** For the images of {@code data}. */
  public Augmenter(AugmentationConfig config, Dataset data) {
    this(config, data, new InkBoxes(data));
  }

  private Augmenter(AugmentationConfig config, Dataset data, InkBoxes ink) {
    this.channels = data.shape().channels();
    this.height = data.height();
    this.width = data.width();
    this.affine = new AffineDraw(config);
    this.elastic = config.elastic() == 0 ? null : new ElasticField(config, height, width);
    // One more than the largest displacement, for rounding.
    this.image = new PaddedImage(data, ink, elastic == null ? 0 : (int) config.elastic() + 2);
    this.centreX = (width - 1) / 2.0;
    this.centreY = (height - 1) / 2.0;
  }

  /** As many as threads, for the images of {@code data}. */
  static List<Augmenter> of(AugmentationConfig config, Dataset data, int threads) {
    InkBoxes ink = new InkBoxes(data);
    return Stream.generate(() -> new Augmenter(config, data, ink)).limit(threads).toList();
  }

  /**
   * Distorts example {@code index}. Where nothing is drawn but whole pixels to shift by, pixels are
   * copied.
   *
   * @param random decides how
   * @param x receives the D pixels, 0 to 255 but for rounding
   * @param start where in {@code x} they go
   */
  public void distort(int index, RandomGenerator random, float[] x, int start) {
    affine.draw(random);
    if (elastic != null) {
      elastic.draw(random);
    }
    for (int plane = 0; plane < channels; plane++) {
      image.load(index, plane);
      distort(x, start + plane * height * width);
    }
  }

  private void distort(float[] x, int start) {
    if (elastic != null) {
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
      int line = start + row * width;
      int first = beginLine(row, x, line);
      image.sampleLine(
          placeX(row, first), stepX, placeY(row, first), stepY, x, line + first, line + span.end());
    }
  }

  private void warp(ElasticField field, float[] x, int start) {
    long stepX = FixedPoint.of(affine.xx());
    long stepY = FixedPoint.of(affine.yx());
    for (int row = 0; row < height; row++) {
      int line = start + row * width;
      int first = beginLine(row, x, line);
      int end = span.end();
      long placeX = placeX(row, first);
      long placeY = placeY(row, first);
      field.toLine(row);
      for (int column = first; column < end; column++) {
        x[line + column] = image.sample(placeX + field.x(column), placeY + field.y(column));
        placeX += stepX;
        placeY += stepY;
      }
    }
  }

  /** Blackens what of a line does not see ink; returns the first column that does. */
  private int beginLine(int row, float[] x, int line) {
    image.within(span, sourceX(row, 0), affine.xx(), sourceY(row, 0), affine.yx());
    Arrays.fill(x, line, line + span.first(), 0);
    Arrays.fill(x, line + span.end(), line + width, 0);
    return span.first();
  }

  private long placeX(int row, int column) {
    return image.place(sourceX(row, column));
  }

  private long placeY(int row, int column) {
    return image.place(sourceY(row, column));
  }

  /** Where the pixel of the distorted image comes from. */
  private double sourceX(int row, int column) {
    return centreX + affine.xx() * fromCentreX(column) + affine.xy() * fromCentreY(row);
  }

  private double sourceY(int row, int column) {
    return centreY + affine.yx() * fromCentreX(column) + affine.yy() * fromCentreY(row);
  }

  private double fromCentreX(int column) {
    return column - centreX - affine.shiftX();
  }

  private double fromCentreY(int row) {
    return row - centreY - affine.shiftY();
  }
}
