package io.ffsamediff.cli;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.train.TrainingListener;
import java.io.PrintWriter;

/** Shows how training goes. */
interface TrainingProgress extends TrainingListener, AutoCloseable {

  /** Bars where stderr is a terminal, lines otherwise. */
  static TrainingProgress show(PrintWriter err, RunConfig config, TrainTest data) {
    return Terminal.isStderr()
        ? new ProgressBars(StepCount.of(config, data.train().size()), data)
        : new ProgressPrinter(err, data, System::nanoTime);
  }

  @Override
  default void close() {}
}
