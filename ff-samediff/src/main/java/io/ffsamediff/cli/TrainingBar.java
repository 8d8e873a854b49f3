package io.ffsamediff.cli;

import io.ffsamediff.data.TrainTest;
import io.ffsamediff.train.EpochEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * The line of a progress bar: epoch, bar, share done, loss, separation of positive and negative
 * goodness, time left, examples a second, last test error. What a narrow terminal has no room for
 * is left out, the last first.
 *
 * @param pace how far training is
 * @param testExamples number of test examples
 * @param blocks whether the bar is made of block characters, else of ASCII
 * @param coloured whether the bar is coloured
 */
record TrainingBar(TrainingPace pace, int testExamples, boolean blocks, boolean coloured)
    implements ProgressBarRenderer {

  private static final int MIN_BAR = 8;
  private static final int MAX_BAR = 40;
  private static final String BLOCKS = "█░";
  private static final String ASCII = "#-";
  private static final String CYAN = "\u001b[36m";
  private static final String RESET = "\u001b[0m";

  /** A bar that stderr can show. */
  static TrainingBar forStderr(TrainingPace pace, TrainTest data) {
    return new TrainingBar(
        pace, data.test().size(), Terminal.stderrShows(BLOCKS), Terminal.stderrHasColours());
  }

  @Override
  public String render(ProgressState state, int width) {
    return line(width);
  }

  /** The line, no wider than {@code width} where that leaves room for epoch and share. */
  String line(int width) {
    double share = (double) pace.done() / pace.all();
    String before = format("epoch %d/%d ", pace.epoch(), pace.epochs());
    StringBuilder after = new StringBuilder(format(" %3.0f %%", 100 * share));
    int room = width - before.length() - MIN_BAR;
    for (String field : fields()) {
      if (after.length() + field.length() + 2 > room) {
        break;
      }
      after.append("  ").append(field);
    }
    int bar = Math.min(MAX_BAR, Math.max(0, width - before.length() - after.length()));
    return before + bar(share, bar) + after;
  }

  private List<String> fields() {
    List<String> fields = new ArrayList<>();
    pace.last().ifPresent(epoch -> addEpoch(epoch, fields));
    pace.left().ifPresent(left -> fields.add(ProgressText.time(left) + " left"));
    pace.examplesPerSecond().ifPresent(rate -> fields.add(ProgressText.rate(rate) + " ex/s"));
    pace.last().ifPresent(epoch -> addErrors(epoch, fields));
    return fields;
  }

  private static void addEpoch(EpochEvent epoch, List<String> fields) {
    fields.add(format("loss %.4f", epoch.loss()));
    TrainingPace.separation(epoch).ifPresent(apart -> fields.add(format("sep %.3f", apart)));
  }

  private void addErrors(EpochEvent epoch, List<String> fields) {
    if (epoch.errors() != null) {
      fields.add(format("test %.2f %%", 100.0 * epoch.errors().test() / testExamples));
    }
  }

  private String bar(double share, int width) {
    String pieces = blocks ? BLOCKS : ASCII;
    int filled = (int) (share * width);
    String bar = pieces.substring(0, 1).repeat(filled);
    String rest = pieces.substring(1).repeat(width - filled);
    return coloured ? CYAN + bar + rest + RESET : bar + rest;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
