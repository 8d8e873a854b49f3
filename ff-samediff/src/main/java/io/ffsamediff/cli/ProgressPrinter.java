package io.ffsamediff.cli;

import io.ffsamediff.data.TrainTest;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.Validation;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Prints lines on stderr: one an epoch, but at most one in two seconds; each evaluated epoch; and
 * one in half a minute within an epoch that takes longer.
 */
final class ProgressPrinter implements ProgressView {

  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final PrintWriter err;
  private final TrainTest data;
  private final LongSupplier nanoTime;
  private long lastLine;
  private long lastSign;

  /**
   * A printer that has printed nothing yet.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  ProgressPrinter(PrintWriter err, TrainTest data, LongSupplier nanoTime) {
    this.err = err;
    this.data = data;
    this.nanoTime = nanoTime;
    this.lastSign = nanoTime.getAsLong();
    this.lastLine = lastSign - QUIET_NANOS;
  }

  @Override
  public void onTick(TrainingPace pace) {
    if (nanoTime.getAsLong() - lastSign >= LONG_NANOS) {
      print(within(pace));
    }
  }

  @Override
  public void onEpoch(EpochEvent event, TrainingPace pace) {
    boolean told = event.errors() != null || event.epoch() == event.epochs();
    if (told || nanoTime.getAsLong() - lastLine >= QUIET_NANOS) {
      print(line(event, data, pace));
      lastLine = lastSign;
    }
  }

  private void print(String line) {
    err.println(line);
    err.flush();
    lastSign = nanoTime.getAsLong();
  }

  /** The epoch in one line. */
  static String line(EpochEvent event, TrainTest data, TrainingPace pace) {
    StringBuilder line = new StringBuilder();
    add(line, "epoch %d/%d", event.epoch(), event.epochs());
    add(line, "  loss %.4f  running %.4f", event.loss(), event.runningLoss());
    TrainingPace.separation(event).ifPresent(apart -> add(line, "  separation %.4f", apart));
    add(line, "  %.2f s", event.seconds());
    pace.examplesPerSecond(event)
        .ifPresent(rate -> add(line, "  %s examples/s", ProgressText.rate(rate)));
    pace.left().ifPresent(left -> add(line, "  %s left", ProgressText.time(left)));
    Validation.Errors errors = event.errors();
    return errors == null ? line.toString() : line + "  errors: " + shares(errors, data);
  }

  /** Where training is within an epoch, in one line. */
  private static String within(TrainingPace pace) {
    StringBuilder line = new StringBuilder();
    add(line, "epoch %d/%d", pace.epoch(), pace.epochs());
    add(line, "  %.0f %% of it", 100 * pace.shareOfEpoch());
    pace.examplesPerSecond()
        .ifPresent(rate -> add(line, "  %s examples/s", ProgressText.rate(rate)));
    pace.left().ifPresent(left -> add(line, "  %s left", ProgressText.time(left)));
    return line.toString();
  }

  private static void add(StringBuilder line, String format, Object... values) {
    line.append(String.format(Locale.ROOT, format, values));
  }

  private static String shares(Validation.Errors errors, TrainTest data) {
    String training = share("training", errors.train(), data.train().size());
    String test = share("test", errors.test(), data.test().size());
    Integer held = errors.validation();
    return held == null || data.validation().isEmpty()
        ? training + ", " + test
        : training + ", " + share("validation", held, data.validation().get().size()) + ", " + test;
  }

  private static String share(String split, int errors, int examples) {
    return String.format(Locale.ROOT, "%s %.2f %%", split, 100.0 * errors / examples);
  }
}
