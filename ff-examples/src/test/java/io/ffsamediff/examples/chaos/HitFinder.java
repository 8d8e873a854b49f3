package io.ffsamediff.examples.chaos;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Tells what a kill hit by the folder before the process was started and after its death. */
final class HitFinder {

  /** Files that are there only while something is written, the surest first. */
  private static final Map<Pattern, Hit> TRACES = new LinkedHashMap<>();

  static {
    put("checkpoints/\\d{8}\\.ckpt\\.partial", Hit.CHECKPOINT);
    put("checkpoints/best\\.ckpt\\.partial", Hit.BEST_CHECKPOINT);
    put("model\\.old", Hit.MODEL_SWAP);
    put("model\\.partial", Hit.MODEL);
    put("manifest\\.json\\.partial", Hit.MANIFEST);
    put("evaluation\\.json\\.partial", Hit.EVALUATION);
    put("(report|figures/.*)\\.\\w+\\.partial", Hit.REPORT);
    put("metrics\\.jsonl\\.partial", Hit.METRICS_REWRITE);
  }

  private HitFinder() {}

  private static void put(String name, Hit hit) {
    TRACES.put(Pattern.compile(name), hit);
  }

  /** What a kill hit. */
  static Hit find(FolderState before, FolderState after, boolean changesConfig) {
    if (!after.files().containsKey("config.json")) {
      return Hit.NO_CONFIG;
    }
    for (Map.Entry<Pattern, Hit> trace : TRACES.entrySet()) {
      if (after.hasNew(before, trace.getKey())) {
        return trace.getValue();
      }
    }
    if (after.hasNew(before, Pattern.compile("config\\.json\\.partial"))) {
      return Hit.CONFIG;
    }
    if (after.manifest().isEmpty()) {
      return Hit.NO_MANIFEST;
    }
    if (after.resumes() == before.resumes()) {
      return Hit.START_UP;
    }
    if (changesConfig && after.keep() == before.keep()) {
      return Hit.CONFIG;
    }
    if (after.checkpoints().size() > after.keep()) {
      return Hit.OLD_CHECKPOINT;
    }
    return after.epochs() > after.savedEpochs() ? Hit.METRICS : Hit.ELSEWHERE;
  }
}
