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

  /** What an evaluation found. */
  static void evaluation(PrintWriter out, Evaluation e) {
    line(
        out,
        "test".equals(e.split()) ? "test error" : e.split() + " error",
        String.format(
            Locale.ROOT,
            "%.2f %% (%d of %d)",
            100.0 * e.errors() / e.examples(),
            e.errors(),
            e.examples()));
    line(out, "accuracy", String.format(Locale.ROOT, "%.2f %%", 100 * e.accuracy()));
    for (int i = 0; i < e.perLayer().size(); i++) {
      line(
          out,
          "  layer " + (i + 1),
          String.format(Locale.ROOT, "%.2f %% alone", 100 * e.perLayer().get(i)));
    }
  }

  /** An evaluation as it is in {@code evaluation.json}. */
  static JsonNode json(Evaluation evaluation) {
    return JSON.readTree(EvaluationFile.json(List.of(evaluation)));
  }

  /** One JSON document. */
  static void json(PrintWriter out, Map<String, Object> fields) {
    out.println(JSON.writeValueAsString(fields));
    out.flush();
  }
}
