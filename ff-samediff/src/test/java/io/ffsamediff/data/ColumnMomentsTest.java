package io.ffsamediff.data;

import static io.ffsamediff.data.TableDatasetTest.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ColumnMomentsTest {

  /** Columns of small, of large and of equal numbers. */
  private static Dataset lines(int count) {
    Random random = new Random(3);
    float[] values_ND = new float[3 * count];
    for (int i = 0; i < count; i++) {
      values_ND[3 * i] = (float) random.nextGaussian();
      values_ND[3 * i + 1] = (float) (1e6 + random.nextGaussian());
      values_ND[3 * i + 2] = 0.1f;
    }
    return table(values_ND, new int[count]);
  }

  @Test
  void plus_ofUnequalParts_standardisesAsAllTogether() {
    Dataset all = lines(300);
    Standardization expected = Standardization.of(all);

    Standardization found =
        ColumnMoments.of(all.slice(0, 7))
            .plus(ColumnMoments.of(all.slice(7, 200)))
            .plus(ColumnMoments.of(all.slice(200, 300)))
            .standardization();

    for (int column = 0; column < 3; column++) {
      double mean = expected.means().get(column);
      assertThat(found.means().get(column)).isCloseTo(mean, within(1e-12 * (1 + Math.abs(mean))));
      assertThat(found.deviations().get(column))
          .isCloseTo(expected.deviations().get(column), within(1e-12));
    }
    assertThat(found.deviations().get(2)).isZero();
  }
}
