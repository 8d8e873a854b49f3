package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HardLabelsTest {

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void draw_manyTimes_followsTheWeightsOfWrongLabels() {
    FloatBuffer weights_BC = FloatBuffer.wrap(new float[] {9, 9, 9, 9, 0.5f, 0.6f, 0.3f, 0.1f});
    int[] counts = new int[4];
    for (int i = 0; i < 40_000; i++) {
      counts[HardLabels.draw(weights_BC, 1, 4, 0, random)]++;
    }

    assertThat(counts[0]).isZero();
    assertThat(counts[1] / 40_000.0).isCloseTo(0.6, within(0.01));
    assertThat(counts[2] / 40_000.0).isCloseTo(0.3, within(0.01));
    assertThat(counts[3] / 40_000.0).isCloseTo(0.1, within(0.01));
  }

  @Test
  void draw_noWrongLabelHasAWeight_takesEachAlike() {
    FloatBuffer weights_BC = FloatBuffer.wrap(new float[] {0, 1, 0});
    int[] counts = new int[3];
    for (int i = 0; i < 10_000; i++) {
      counts[HardLabels.draw(weights_BC, 0, 3, 1, random)]++;
    }

    assertThat(counts[1]).isZero();
    assertThat(counts[0] / 10_000.0).isCloseTo(0.5, within(0.03));
  }

  @Test
  void draw_weightsThatAreNoNumbers_stillGivesAWrongLabel() {
    FloatBuffer weights_BC = FloatBuffer.wrap(new float[] {Float.NaN, 1, Float.NaN});
    for (int i = 0; i < 100; i++) {
      assertThat(HardLabels.draw(weights_BC, 0, 3, 1, random)).isIn(0, 2);
    }
  }
}
