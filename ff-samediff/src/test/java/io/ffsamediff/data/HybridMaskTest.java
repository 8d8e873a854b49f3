package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HybridMaskTest {

  private static final int SIDE = 28;

  @ParameterizedTest
  @CsvSource({"6, 9, 1", "7, 5, 3", "1, 4, 2", "5, 1, 2"})
  void draw_anySize_isTheReferencesMask(int height, int width, int blurs) {
    HybridMask mask = new HybridMask(height, width, blurs);
    mask.draw(new SplittableRandom(3));

    double[][] expected = bits(height, width, new SplittableRandom(3));
    for (int blur = 0; blur < blurs; blur++) {
      expected = blurred(expected);
    }
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        assertThat(mask.isOne(row * width + column)).isEqualTo(expected[row][column] > 0.5);
      }
    }
  }

  @Test
  void draw_manyMasks_areHalfOnesInLargeRegions() {
    assertThat(ones(6)).isCloseTo(0.5, within(0.02));
    // Of random bits half the neighbours differ; the outline of a region is shorter than its area.
    assertThat(changes(6)).isBetween(0.08, 0.18);
    assertThat(changes(24)).isLessThan(0.7 * changes(6));
  }

  @Test
  void draw_goesOn_anotherMaskEachTime() {
    HybridMask mask = new HybridMask(SIDE, SIDE, 6);
    RandomGenerator random = new SplittableRandom(1);
    mask.draw(random);
    boolean[] first = bits(mask);
    mask.draw(random);
    boolean[] second = bits(mask);
    mask.draw(new SplittableRandom(1));

    assertThat(second).isNotEqualTo(first);
    assertThat(bits(mask)).isEqualTo(first);
  }

  @Test
  void mix_colour_masksAllPlanesAlike() {
    HybridMask mask = new HybridMask(SIDE, SIDE, 2);
    mask.draw(new SplittableRandom(4));
    int plane = SIDE * SIDE;
    float[] x = new float[1 + 3 * plane];
    float[] other = new float[2 + 3 * plane];
    for (int i = 0; i < other.length; i++) {
      x[Math.min(i, x.length - 1)] = Math.min(i, x.length - 1);
      other[i] = -i;
    }

    mask.mix(x, 1, other, 2, 3 * plane);

    assertThat(x[0]).isZero();
    for (int i = 0; i < 3 * plane; i++) {
      assertThat(x[1 + i]).isEqualTo(mask.isOne(i % plane) ? 1 + i : -(2 + i));
    }
  }

  private static boolean[] bits(HybridMask mask) {
    boolean[] bits = new boolean[SIDE * SIDE];
    for (int pixel = 0; pixel < bits.length; pixel++) {
      bits[pixel] = mask.isOne(pixel);
    }
    return bits;
  }

  private static double ones(int blurs) {
    HybridMask mask = new HybridMask(SIDE, SIDE, blurs);
    RandomGenerator random = new SplittableRandom(9);
    int ones = 0;
    for (int draw = 0; draw < 500; draw++) {
      mask.draw(random);
      for (boolean one : bits(mask)) {
        ones += one ? 1 : 0;
      }
    }
    return ones / (500.0 * SIDE * SIDE);
  }

  /** Share of neighbours in a row that differ. */
  private static double changes(int blurs) {
    HybridMask mask = new HybridMask(SIDE, SIDE, blurs);
    RandomGenerator random = new SplittableRandom(9);
    int changes = 0;
    for (int draw = 0; draw < 100; draw++) {
      mask.draw(random);
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        boolean inside = pixel % SIDE > 0;
        changes += inside && mask.isOne(pixel) != mask.isOne(pixel - 1) ? 1 : 0;
      }
    }
    return changes / (100.0 * SIDE * (SIDE - 1));
  }

  /** 64 bits of a number after the other, the lowest first. */
  private static double[][] bits(int height, int width, RandomGenerator random) {
    double[][] bits = new double[height][width];
    long number = 0;
    for (int pixel = 0; pixel < height * width; pixel++) {
      number = pixel % 64 == 0 ? random.nextLong() : number;
      bits[pixel / width][pixel % width] = number >>> (pixel % 64) & 1;
    }
    return bits;
  }

  /** A convolution with the outer product of [1/4, 1/2, 1/4] and itself, edges continued. */
  private static double[][] blurred(double[][] image) {
    double[] weights = {0.25, 0.5, 0.25};
    int height = image.length;
    int width = image[0].length;
    double[][] blurred = new double[height][width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        for (int dy = -1; dy <= 1; dy++) {
          for (int dx = -1; dx <= 1; dx++) {
            double pixel =
                image[Math.min(height - 1, Math.max(0, row + dy))][
                    Math.min(width - 1, Math.max(0, column + dx))];
            blurred[row][column] += weights[dy + 1] * weights[dx + 1] * pixel;
          }
        }
      }
    }
    return blurred;
  }
}
