package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.data.Dataset.Split;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {

  private static final int EXAMPLES = 100;
  private static final int UNITS = 203;

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.5, 0.9})
  void apply_anyRate_dropsThatShareAndScalesTheRest(double rate) {
    float[] values = dropped(rate, 1);

    int zeros = 0;
    for (float value : values) {
      zeros += value == 0 ? 1 : 0;
      if (value != 0) {
        assertThat((double) value).isCloseTo(1 / (1 - rate), within(1e-5));
      }
    }
    double deviation = Math.sqrt(rate * (1 - rate) / values.length);
    assertThat(zeros / (double) values.length).isCloseTo(rate, within(5 * deviation));
  }

  @Test
  void apply_eachElement_isDroppedAsOften() {
    int[] counts = new int[UNITS];
    int rows = 0;
    for (long seed = 0; seed < 20; seed++) {
      float[] values = dropped(0.3, seed);
      for (int i = 0; i < values.length; i++) {
        counts[i % UNITS] += values[i] == 0 ? 1 : 0;
      }
      rows += values.length / UNITS;
    }

    for (int count : counts) {
      assertThat(count / (double) rows).isCloseTo(0.3, within(5 * Math.sqrt(0.3 * 0.7 / rows)));
    }
  }

  @Test
  void apply_sameSeed_dropsTheSame() {
    assertThat(dropped(0.3, 7)).isEqualTo(dropped(0.3, 7)).isNotEqualTo(dropped(0.3, 8));
  }

  /** Rows of ones after dropout. */
  private static float[] dropped(double rate, long seed) {
    Dataset data = TinyDatasets.bands(Split.TRAIN, EXAMPLES, 3);
    RowEncoder encoder = TinyDatasets.overlay(InputNormalization.RMS);
    try (Batches<PairRows> batches = Batches.of(data, encoder, Optional.empty(), EXAMPLES, 1000);
        HiddenRows rows = new HiddenRows(batches.batch(0), UNITS)) {
      rows.all().assign(1);
      new Dropout(rate).apply(rows, seed);
      return rows.all().ravel().toFloatVector();
    }
  }
}
