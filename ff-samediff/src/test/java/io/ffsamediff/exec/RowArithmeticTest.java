package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowArithmeticTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 500})
  void squares_anyLength_areThoseOfDoubles(int length) {
    float[] x = new float[length];
    double expected = 0;
    Random random = new Random(length);
    for (int i = 0; i < length; i++) {
      x[i] = (float) random.nextGaussian();
      expected += (double) x[i] * x[i];
    }

    assertThat((double) RowArithmetic.squares(x)).isCloseTo(expected, within(1e-6 * expected));
  }

  @Test
  void rectify_specialValues_keepsNanAndTakesNegativesToZero() {
    float[] x = {-1, -0f, 0, 2.5f, Float.NaN, Float.MIN_VALUE, 1e-38f};
    float[] h = new float[x.length];

    RowArithmetic.rectify(h, x);

    assertThat(h).containsExactly(0, 0, 0, 2.5f, Float.NaN, Float.MIN_VALUE, 1e-38f);
  }

  @Test
  void loops_smallRow_doWhatTheirNamesSay() {
    float[] x = {1, 2};
    float[] y = {10, 20};
    float[] to = {100, 200};

    RowArithmetic.add(to, x);
    assertThat(to).containsExactly(101, 202);
    RowArithmetic.addScaled(to, 2, y);
    assertThat(to).containsExactly(121, 242);
    RowArithmetic.sum(to, x, 3, y);
    assertThat(to).containsExactly(31, 62);
    RowArithmetic.scale(to, 0.5f, y);
    assertThat(to).containsExactly(5, 10);
  }
}
