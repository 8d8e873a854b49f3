package io.ffsamediff.data;

import io.ffsamediff.config.AugmentationConfig;

/**
 * The distortion of an image in doubles, point by point, straight from its definition: shear, size
 * and rotation are matrices whose product is inverted, and a point outside the image is black.
 */
final class ReferenceDistortion {

  private final Dataset data;
  private final int index;

  ReferenceDistortion(Dataset data, int index) {
    this.data = data;
    this.index = index;
  }

  /** The distorted image for the five numbers that {@code draw} holds. */
  double[] affine(AffineDraw draw) {
    double turn = draw.rotation();
    double[][] rotation = {
      {Math.cos(turn), -Math.sin(turn)},
      {Math.sin(turn), Math.cos(turn)}
    };
    double[][] shear = {{draw.scale(), draw.scale() * draw.shear()}, {0, draw.scale()}};
    double[][] m = product(rotation, shear);
    double determinant = m[0][0] * m[1][1] - m[0][1] * m[1][0];
    double centreX = (data.width() - 1) / 2.0;
    double centreY = (data.height() - 1) / 2.0;
    double[] distorted_D = new double[data.inputs()];
    for (int i = 0; i < distorted_D.length; i++) {
      int column = i % data.width();
      int row = i / data.width();
      double x = column - centreX - draw.shiftX();
      double y = row - centreY - draw.shiftY();
      double sourceX = (m[1][1] * x - m[0][1] * y) / determinant;
      double sourceY = (m[0][0] * y - m[1][0] * x) / determinant;
      distorted_D[i] = at(sourceX + centreX, sourceY + centreY);
    }
    return distorted_D;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[2][2];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        product[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j];
      }
    }
    return product;
  }

  /** The displaced image; the field moves the place that a pixel comes from. */
  double[] displaced(ElasticField field) {
    double[] distorted_D = new double[data.inputs()];
    for (int y = 0; y < data.height(); y++) {
      field.toLine(y);
      for (int x = 0; x < data.width(); x++) {
        distorted_D[y * data.width() + x] =
            at(x + field.x(x) / FixedPoint.ONE, y + field.y(x) / FixedPoint.ONE);
      }
    }
    return distorted_D;
  }

  /** The pixels around a place, each weighted by its nearness along both axes. */
  private double at(double x, double y) {
    double value = 0;
    for (int row = (int) Math.floor(y); row <= Math.floor(y) + 1; row++) {
      for (int column = (int) Math.floor(x); column <= Math.floor(x) + 1; column++) {
        value += (1 - Math.abs(x - column)) * (1 - Math.abs(y - row)) * pixel(column, row);
      }
    }
    return value;
  }

  private double pixel(int x, int y) {
    boolean inside = x >= 0 && x < data.width() && y >= 0 && y < data.height();
    return inside ? data.pixel(index, y * data.width() + x) : 0;
  }

  /** The numbers that an {@link Augmenter} draws for example {@code index}. */
  static AffineDraw affineDraw(AugmentationConfig config, long seed, int index) {
    AffineDraw draw = new AffineDraw(config);
    draw.draw(at(seed, index));
    return draw;
  }

  /** The chance of example {@code index}. */
  static ExampleRandom at(long seed, int index) {
    ExampleRandom random = new ExampleRandom();
    random.start(seed, index);
    return random;
  }
}
