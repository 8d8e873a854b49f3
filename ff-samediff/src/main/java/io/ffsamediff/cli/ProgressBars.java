package io.ffsamediff.cli;

import io.ffsamediff.data.TrainTest;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.StepEvent;
import io.ffsamediff.train.TrainingState;
import java.util.Locale;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows training on a terminal: one bar over all steps, with the last loss and errors. */
final class ProgressBars implements TrainingProgress {

  private final StepCount steps;
  private final TrainTest data;
  private final ProgressBar bar;

  ProgressBars(StepCount steps, TrainTest data) {
    this.steps = steps;
    this.data = data;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("training")
            .setInitialMax(steps.all())
            .setUnit(" steps", 1)
            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
            .setUpdateIntervalMillis(200)
            .build();
  }

  @Override
  public void onStep(StepEvent event) {
    bar.stepTo(steps.done(event.cursor()) + 1);
  }

  @Override
  public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
    String message =
        String.format(
            Locale.ROOT, "epoch %d/%d loss %.4f", event.epoch(), event.epochs(), event.loss());
    if (event.errors() != null) {
      double rate = 100.0 * event.errors().test() / data.test().size();
      message += String.format(Locale.ROOT, " test %.2f %%", rate);
    }
    bar.setExtraMessage(message);
  }

  @Override
  public void close() {
    bar.close();
  }
}
