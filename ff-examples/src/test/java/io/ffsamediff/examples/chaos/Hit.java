package io.ffsamediff.examples.chaos;

/** What a kill hit, as the folder tells afterwards. */
enum Hit {
  CHECKPOINT("a checkpoint, half written"),
  BEST_CHECKPOINT("best.ckpt, half written"),
  OLD_CHECKPOINT("a checkpoint written, the oldest not yet removed"),
  METRICS("the metrics of an epoch, not yet in a checkpoint"),
  METRICS_REWRITE("metrics.jsonl, half rewritten"),
  MANIFEST("manifest.json, half written"),
  CONFIG("config.json, half written or not yet rewritten"),
  MODEL("the model, half written"),
  MODEL_SWAP("the model, half exchanged"),
  EVALUATION("evaluation.json, half written"),
  REPORT("the report or a picture, half written"),
  NO_CONFIG("the beginning: no folder, or no config.json yet"),
  NO_MANIFEST("the beginning: no manifest.json yet"),
  START_UP("a resume's start-up, before its first write"),
  ELSEWHERE("anything else");

  private final String words;

  Hit(String words) {
    this.words = words;
  }

  /** For people. */
  String words() {
    return words;
  }
}
