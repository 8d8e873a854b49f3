package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.EpochEvent.LayerEpoch;
import io.ffsamediff.train.TrainingCursor;
import io.ffsamediff.train.Validation;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainingBarTest {

  private static final String ESCAPE = "\u001b[";

  private final AtomicLong nanos = new AtomicLong();
  private final TrainingPace pace =
      new TrainingPace(new StepCount(250, 4, List.of(1)), 60000, nanos::get);

  @BeforeEach
  void trainOneEpoch() {
    pace.onStep(new TrainingCursor(0, 0, 0, 0));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(30));
    pace.onStep(new TrainingCursor(0, 3, 0, 0));
    pace.onEpoch(
        new EpochEvent(
            1,
            250,
            0.58534,
            0.6,
            0.03,
            40,
            List.of(new LayerEpoch(1, 0.5, 2, 1.6)),
            null,
            new Validation.Errors(1, 245)));
    pace.onStep(new TrainingCursor(62, 1, 0, 0));
  }

  @Test
  void render_wide_tellsAllFields() {
    assertThat(bar(false, false, 130))
        .startsWith("epoch 63/250 ##########------------------------------  25 %  ")
        .endsWith("  loss 0.5853  sep 0.400  0:01:31 left  1500 ex/s  test 2.45 %");
  }

  @Test
  void render_eightyColumns_keepsABarAndTheTimeLeft() {
    assertThat(bar(true, false, 78))
        .hasSize(78)
        .contains("█", "░", "loss 0.5853  sep 0.400  0:01:31 left");
  }

  @Test
  void render_anyWidth_isNoLonger() {
    for (int width = 22; width < 200; width++) {
      assertThat(bar(false, false, width)).hasSizeLessThanOrEqualTo(width);
    }
  }

  @Test
  void render_coloured_hasTheSameText() {
    String coloured = bar(true, true, 100);

    assertThat(coloured).contains(ESCAPE);
    assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(bar(true, false, 100));
    assertThat(bar(true, false, 100)).doesNotContain(ESCAPE);
  }

  private String bar(boolean blocks, boolean coloured, int width) {
    return new TrainingBar(pace, 10000, blocks, coloured).line(width);
  }
}
