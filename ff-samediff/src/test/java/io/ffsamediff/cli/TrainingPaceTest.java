package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.EpochEvent.LayerEpoch;
import io.ffsamediff.train.StepEvent;
import io.ffsamediff.train.TrainingCursor;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // the annotation of a nested type is lost in class files of JDK 17
class TrainingPaceTest {

  private static final int STEPS = 200_000;

  private final AtomicLong nanos = new AtomicLong();
  private final StepCount steps = new StepCount(4, 5, List.of(3, 2));
  private final TrainingPace pace = new TrainingPace(steps, 1000, nanos::get);

  @Test
  void beforeTheSecondStep_nothingIsKnown() {
    pace.onStep(new TrainingCursor(0, 0, 0, 0));

    assertThat(pace.left()).isEmpty();
    assertThat(pace.examplesPerSecond()).isEmpty();
    assertThat(pace.epoch()).isEqualTo(1);
  }

  @Test
  void resumedRun_countsItsOwnStepsOnly() {
    pace.onStep(new TrainingCursor(2, 0, 0, 0));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
    pace.onStep(new TrainingCursor(2, 1, 0, 0));

    assertThat(pace.epoch()).isEqualTo(3);
    assertThat(pace.shareOfEpoch()).isEqualTo(6.0 / 25);
    assertThat(pace.left()).contains(Duration.ofSeconds((100 - 56) * 2));
    assertThat(pace.examplesPerSecond().orElseThrow()).isCloseTo(0.5 * 1000 / 25, within(1e-9));
  }

  @Test
  void afterAnEpoch_examplesPerSecondIsThatOfItsTraining() {
    pace.onEpoch(new EpochEvent(1, 4, 1, 1, 0.1, 8, List.of(), null, null));

    assertThat(pace.examplesPerSecond().orElseThrow()).isEqualTo(125);
  }

  @Test
  void lastStep_leavesNothing() {
    pace.onStep(new TrainingCursor(0, 0, 0, 0));
    nanos.addAndGet(1000);
    pace.onStep(new TrainingCursor(3, 4, 1, 1));

    assertThat(pace.done()).isEqualTo(pace.all()).isEqualTo(100);
    assertThat(pace.left()).isEmpty();
  }

  @Test
  void separation_isTheMeanOverTheLayers() {
    List<LayerEpoch> layers = List.of(new LayerEpoch(1, 0, 3, 1), new LayerEpoch(2, 0, 5, 4.5));

    assertThat(
            TrainingPace.separation(new EpochEvent(1, 4, 1, 1, 0.1, 8, layers, null, null))
                .orElseThrow())
        .isEqualTo(1.25);
  }

  /** What the listener takes, without the event, which the engine makes. */
  @Test
  void onStep_manySteps_makesNoGarbage() {
    StepCount many = new StepCount(1, STEPS, List.of(1, 1));
    TrainingPace endless = new TrainingPace(many, 1000, System::nanoTime);
    TrainingProgress progress = new TrainingProgress(endless, System::nanoTime, List.of());
    StepEvent event = new StepEvent(new TrainingCursor(0, 1, 1, 0), 0.5);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<Long> rounds = new ArrayList<>();
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      for (int step = 0; step < STEPS; step++) {
        progress.onStep(event);
      }
      best = Math.min(best, System.nanoTime() - start);
      rounds.add(threads.getCurrentThreadAllocatedBytes() - before);
    }
    System.out.printf("progress costs %.1f ns a step%n", (double) best / STEPS);
    assertThat(rounds).last().isEqualTo(0L);
  }
}
