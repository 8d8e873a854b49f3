package io.ffsamediff.data;

import io.ffsamediff.config.AugmentationConfig;
import java.util.random.RandomGenerator;

/*
 * Simard, Steinkraus and Platt (2003), section 2, draw a displacement in [-1, 1] for each pixel,
 * smooth the field with a Gaussian and scale it. Here displacements are drawn for the nodes of a
 * coarse grid only and spread by cubic B-splines, which stand in for the Gaussian: a cubic B-spline
 * over nodes that are g apart has the standard deviation g / sqrt(3), and its weights add up to 1,
 * so that no displacement exceeds the drawn ones.
 */
/** A smooth random displacement for each pixel, of one image after the other; not thread-safe. */
final class ElasticField {

  private final SplineAxis across;
  private final SplineAxis down;
  private final float perBit;
  private final float[] nodesX;
  private final float[] nodesY;
  private final float[][] rowsX;
  private final float[][] rowsY;
  private final float[] lineX;
  private final float[] lineY;

  /** For images of {@code height} x {@code width} pixels. */
  ElasticField(AugmentationConfig config, int height, int width) {
    double spacing = config.elasticSmoothness() * Math.sqrt(3);
    this.across = new SplineAxis(width, spacing);
    this.down = new SplineAxis(height, spacing);
    // A draw is an int of the full range, which stands for -1 to 1.
    this.perBit = (float) (config.elastic() * FixedPoint.ONE / 0x1p31);
    this.nodesX = new float[across.nodes()];
    this.nodesY = new float[across.nodes()];
    this.rowsX = new float[down.nodes()][width];
    this.rowsY = new float[down.nodes()][width];
    this.lineX = new float[width];
    this.lineY = new float[width];
  }

  /** Draws a field. */
  void draw(RandomGenerator random) {
    for (int row = 0; row < down.nodes(); row++) {
      for (int node = 0; node < nodesX.length; node++) {
        long bits = random.nextLong();
        nodesX[node] = perBit * (int) (bits >> 32);
        nodesY[node] = perBit * (int) bits;
      }
      spreadAcross(nodesX, rowsX[row]);
      spreadAcross(nodesY, rowsY[row]);
    }
  }

  private void spreadAcross(float[] nodes, float[] row) {
    for (int x = 0; x < row.length; x++) {
      row[x] = spread(nodes, x);
    }
  }

  private float spread(float[] nodes, int x) {
    int first = across.first(x);
    return across.weight(0, x) * nodes[first]
        + across.weight(1, x) * nodes[first + 1]
        + across.weight(2, x) * nodes[first + 2]
        + across.weight(3, x) * nodes[first + 3];
  }

  /** Goes to line {@code y}, for {@link #x} and {@link #y}. */
  void toLine(int y) {
    spreadDown(rowsX, y, lineX);
    spreadDown(rowsY, y, lineY);
  }

  private void spreadDown(float[][] rows, int y, float[] line) {
    int first = down.first(y);
    float[] row0 = rows[first];
    float[] row1 = rows[first + 1];
    float[] row2 = rows[first + 2];
    float[] row3 = rows[first + 3];
    float weight0 = down.weight(0, y);
    float weight1 = down.weight(1, y);
    float weight2 = down.weight(2, y);
    float weight3 = down.weight(3, y);
    for (int x = 0; x < line.length; x++) {
      line[x] = weight0 * row0[x] + weight1 * row1[x] + weight2 * row2[x] + weight3 * row3[x];
    }
  }

  /** Displacement of column {@code x} of the line to the right, in {@link FixedPoint}. */
  long x(int x) {
    return (long) lineX[x];
  }

  /** Displacement of column {@code x} of the line downwards, in {@link FixedPoint}. */
  long y(int x) {
    return (long) lineY[x];
  }
}
