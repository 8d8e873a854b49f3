package io.ffsamediff.cli;

import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunStatus;
import io.ffsamediff.run.TrainingRun;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a call of {@code ff train} ended.
 *
 * @param run the run folder
 * @param training how training ended
 */
record TrainingOutcome(RunDirectory run, TrainingRun.Outcome training) {

  /** 0, also where a signal came too late to stop anything; else that of the signal. */
  int exitCode(Optional<StopSignal.Kind> signal) {
    return training.status() == RunStatus.FINISHED
        ? ExitCodes.OK
        : signal.orElse(StopSignal.Kind.INT).exitCode();
  }

  /** Prints the result on stdout. */
  void print(PrintWriter out, boolean json) {
    if (json) {
      ResultPrinter.json(out, fields());
    } else {
      printLines(out);
    }
    out.flush();
  }

  /** Tells how to go on, where there is more to do. */
  void tell(PrintWriter notices) {
    if (training.status() == RunStatus.INTERRUPTED) {
      notices.printf(
          "Stopped in epoch %d; everything is saved. Continue with: ff train --resume %s%n",
          training.epochs() + 1, run);
      notices.flush();
    }
  }

  private void printLines(PrintWriter out) {
    ResultPrinter.evaluations(out, training.evaluations());
    ResultPrinter.line(out, "run", run);
    ResultPrinter.line(out, "report", run.report());
  }

  /** The word for how it ended. */
  String status() {
    return training.status().name().toLowerCase(Locale.ROOT);
  }

  /** The result as the fields of one JSON document. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("status", status());
    fields.put("epochs", training.epochs());
    fields.put("run", run.toString());
    fields.put("report", run.report().toString());
    if (!training.evaluations().isEmpty()) {
      fields.put("evaluation", ResultPrinter.json(training.evaluations()));
    }
    return fields;
  }
}
