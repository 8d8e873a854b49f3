package io.ffsamediff.cli;

import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.run.EvaluationFile;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints results on stdout: aligned lines for people, or one JSON document. */
final class ResultPrinter {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ResultPrinter() {}

  /** One named value. */
  static void line(PrintWriter out, String name, Object value) {
    out.printf(Locale.ROOT, "%-11s %s%n", name, value);
  }

  /** What evaluations found: the default predictor's in full, a line for each of the others. */
  static void evaluations(PrintWriter out, List<Evaluation> evaluations) {
    for (int i = 0; i < evaluations.size(); i++) {
      Evaluation e = evaluations.get(i);
      if (i == 0) {
        evaluation(out, e);
      } else {
        line(out, e.predictor(), error(e) + " wrong");
      }
    }
  }

  private static String error(Evaluation e) {
    double percent = 100.0 * e.errors() / e.examples();
    return String.format(Locale.ROOT, "%.2f %% (%d of %d)", percent, e.errors(), e.examples());
  }

  /** What an evaluation found. */
  static void evaluation(PrintWriter out, Evaluation e) {
    line(out, "test".equals(e.split()) ? "test error" : e.split() + " error", error(e));
    line(out, "accuracy", String.format(Locale.ROOT, "%.2f %%", 100 * e.accuracy()));
    for (int i = 0; i < e.perLayer().size(); i++) {
      line(
          out,
          "  layer " + (i + 1),
          String.format(Locale.ROOT, "%.2f %% accuracy alone", 100 * e.perLayer().get(i)));
    }
  }

  /** Evaluations as they are in {@code evaluation.json}; at least one. */
  static JsonNode json(List<Evaluation> evaluations) {
    return JSON.readTree(EvaluationFile.json(evaluations));
  }

  /** One JSON document. */
  static void json(PrintWriter out, Map<String, Object> fields) {
    out.println(JSON.writeValueAsString(fields));
    out.flush();
  }
}
