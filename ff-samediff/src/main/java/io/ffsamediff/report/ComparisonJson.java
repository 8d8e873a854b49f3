package io.ffsamediff.report;

import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.report.ComparedRun.TestErrors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A comparison as one JSON document. */
final class ComparisonJson {

  private static final int FORMAT_VERSION = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ComparisonJson() {}

  /** The document. */
  static String of(RunComparison comparison) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("formatVersion", FORMAT_VERSION);
    fields.put("sameData", comparison.hasSameData());
    fields.put("runs", comparison.runs().stream().map(ComparisonJson::run).toList());
    fields.put("differences", comparison.differences().differences());
    fields.put("equalKeys", comparison.differences().equal());
    return JSON.writeValueAsString(fields) + "\n";
  }

  private static Map<String, Object> run(ComparedRun run) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", run.folder());
    fields.put("name", run.manifest().name());
    fields.put("seed", run.manifest().seed());
    fields.put("data", run.contents().config().path("data").path("name").asString(""));
    fields.put("status", run.status());
    fields.put("epochs", run.contents().epochs().size());
    fields.put("epochsAsked", run.contents().epochsAsked());
    fields.put("seconds", run.contents().seconds());
    fields.put("device", run.manifest().device().type());
    fields.put("deviceName", run.manifest().device().name());
    run.testErrors().ifPresent(errors -> addErrors(fields, errors));
    if (run.isFinished()) {
      List<Evaluation> all = run.contents().evaluations();
      fields.put("predictors", all.stream().map(ComparisonJson::predictor).toList());
    }
    return fields;
  }

  private static void addErrors(Map<String, Object> fields, TestErrors errors) {
    fields.put("testErrors", errors.errors());
    fields.put("testExamples", errors.examples());
    fields.put("accuracy", 1 - errors.share());
    if (errors.isPreliminary()) {
      fields.put("countedAtEpoch", errors.epoch());
    }
  }

  private static Map<String, Object> predictor(Evaluation evaluation) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("predictor", evaluation.predictor());
    fields.put("errors", evaluation.errors());
    fields.put("examples", evaluation.examples());
    fields.put("accuracy", evaluation.accuracy());
    return fields;
  }
}
