package io.ffsamediff.cli;

import io.ffsamediff.data.TrainTest;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.TrainingState;
import io.ffsamediff.train.Validation;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Prints a line an epoch on stderr: at most one in two seconds, but each evaluated epoch. */
final class ProgressPrinter implements TrainingProgress {

  private static final long QUIET_NANOS = 2_000_000_000L;

  private final PrintWriter err;
  private final TrainTest data;
  private final LongSupplier nanoTime;
  private long lastLine;

  /**
   * A printer that has printed nothing yet.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  ProgressPrinter(PrintWriter err, TrainTest data, LongSupplier nanoTime) {
    this.err = err;
    this.data = data;
    this.nanoTime = nanoTime;
    this.lastLine = nanoTime.getAsLong() - QUIET_NANOS;
  }

  @Override
  public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
    boolean told = event.errors() != null || event.epoch() == event.epochs();
    if (told || nanoTime.getAsLong() - lastLine >= QUIET_NANOS) {
      err.println(line(event, data));
      err.flush();
      lastLine = nanoTime.getAsLong();
    }
  }

  /** The epoch in one line. */
  static String line(EpochEvent event, TrainTest data) {
    String line =
        String.format(
            Locale.ROOT,
            "epoch %d/%d  loss %.4f  running %.4f  %.2f s",
            event.epoch(),
            event.epochs(),
            event.loss(),
            event.runningLoss(),
            event.seconds());
    Validation.Errors errors = event.errors();
    return errors == null ? line : line + "  errors: " + shares(errors, data);
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
