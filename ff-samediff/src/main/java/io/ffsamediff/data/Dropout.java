package io.ffsamediff.data;

import java.nio.FloatBuffer;
import java.util.Arrays;

/*
 * Few elements are dropped, so the gaps between them are drawn instead of every element's fate. The
 * gap before the next one has a geometric distribution, read from a table by 16 random bits; what the
 * table cuts off happens less often than once in 100,000 draws.
 */
/**
 * Dropout (Srivastava et al., 2014): each element is set to zero with probability {@code rate}, the
 * others are divided by {@code 1 - rate}, so that their expectation stays.
 */
public final class Dropout {

  private static final int TABLE = 1 << 16;

  private final char[] gaps;
  private final float scale;
  private final ExampleRandom random = new ExampleRandom();
  private float[] row_O = new float[0];

  /** Of probability {@code rate}, above 0 and below 1. */
  public Dropout(double rate) {
    this.scale = (float) (1 / (1 - rate));
    this.gaps = new char[TABLE];
    double logKept = Math.log1p(-rate);
    for (int i = 0; i < TABLE; i++) {
      gaps[i] = (char) Math.min(Math.log((i + 0.5) / TABLE) / logKept, Character.MAX_VALUE);
    }
  }

  /**
   * Drops elements of all rows.
   *
   * @param rows changed in place
   * @param seed decides which; a row's elements depend on it and on the row's number only
   */
  public void apply(HiddenRows rows, long seed) {
    FloatBuffer x_RO = rows.elements().write();
    int width = rows.width();
    if (row_O.length != width) {
      row_O = new float[width];
    }
    for (int row = 0; row < rows.rows(); row++) {
      x_RO.get(row * width, row_O);
      random.start(seed, row);
      apply(row_O);
      x_RO.put(row * width, row_O);
    }
    rows.received();
  }

  /**
   * Draws a mask: elements that are dropped are 0, the others {@code 1 / (1 - rate)}.
   *
   * @param mask_RO receives the mask, rows of {@code width} elements
   * @param seed as in {@link #apply(HiddenRows, long)}
   */
  public void mask(FloatBuffer mask_RO, int width, long seed) {
    if (row_O.length != width) {
      row_O = new float[width];
    }
    for (int row = 0; row < mask_RO.capacity() / width; row++) {
      Arrays.fill(row_O, 1);
      random.start(seed, row);
      apply(row_O);
      mask_RO.put(row * width, row_O);
    }
  }

  /** What elements that are not dropped are multiplied by. */
  public float scale() {
    return scale;
  }

  /** A copy of the table of gaps: kept elements before the next dropped one, by 16 random bits. */
  public float[] gaps() {
    float[] copy = new float[TABLE];
    for (int bits = 0; bits < TABLE; bits++) {
      copy[bits] = gaps[bits];
    }
    return copy;
  }

  private void apply(float[] row_O) {
    for (int i = 0; i < row_O.length; i++) {
      row_O[i] *= scale;
    }
    int at = -1;
    while (true) {
      long bits = random.nextLong();
      for (int draw = 0; draw < Long.SIZE; draw += Character.SIZE) {
        at += 1 + gaps[(int) (bits >>> draw) & (TABLE - 1)];
        if (at >= row_O.length) {
          return;
        }
        row_O[at] = 0;
      }
    }
  }
}
