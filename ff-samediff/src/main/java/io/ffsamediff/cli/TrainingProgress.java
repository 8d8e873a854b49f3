package io.ffsamediff.cli;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.StepEvent;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells its views how training goes. A step may take microseconds: little is done after each. */
final class TrainingProgress implements TrainingListener, AutoCloseable {

  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TrainingPace pace;
  private final LongSupplier nanoTime;
  private final List<ProgressView> views;
  private long lastTick;

  /**
   * Progress of a run that has not begun.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  TrainingProgress(TrainingPace pace, LongSupplier nanoTime, List<ProgressView> views) {
    this.pace = pace;
    this.nanoTime = nanoTime;
    this.views = List.copyOf(views);
    this.lastTick = nanoTime.getAsLong();
  }

  /**
   * A bar where stderr is a terminal, lines otherwise, nothing where it should be quiet; and events
   * for a program, if there is one that wants them.
   */
  static TrainingProgress show(
      Messages messages,
      @Nullable TrainingEvents events,
      RunDirectory run,
      RunConfig config,
      TrainTest data) {
    int examples = data.train().size();
    TrainingPace pace =
        new TrainingPace(StepCount.of(config, examples), examples, System::nanoTime);
    List<ProgressView> views = new ArrayList<>();
    if (!messages.quiet()) {
      views.add(
          Terminal.isStderr()
              ? new ProgressBars(pace, TrainingBar.forStderr(pace, data))
              : new ProgressPrinter(messages.err(), data, System::nanoTime));
    }
    if (events != null) {
      events.started(run, config, data);
      views.add(events);
    }
    return new TrainingProgress(pace, System::nanoTime, views);
  }

  @Override
  public void onStep(StepEvent event) {
    pace.onStep(event.cursor());
    long now = nanoTime.getAsLong();
    if (now - lastTick >= TICK_NANOS) {
      lastTick = now;
      views.forEach(view -> view.onTick(pace));
    }
  }

  @Override
  public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
    pace.onEpoch(event);
    views.forEach(view -> view.onEpoch(event, pace));
  }

  @Override
  public void close() {
    views.forEach(ProgressView::close);
  }
}
