package io.ffsamediff.cli;

import io.ffsamediff.train.EpochEvent;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarRenderer;

/** Shows training on a terminal: one bar over all steps, drawn anew by a thread of its own. */
final class ProgressBars implements ProgressView {

  private static final int UPDATE_MILLIS = 200;

  private final ProgressBar bar;

  /** A bar that is there until it is closed. */
  ProgressBars(TrainingPace pace, ProgressBarRenderer renderer) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("training")
            .setInitialMax(pace.all())
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setRenderer(renderer)
            .build();
  }

  @Override
  public void onEpoch(EpochEvent event, TrainingPace pace) {
    bar.stepTo(pace.done());
  }

  @Override
  public void close() {
    bar.close();
  }
}
