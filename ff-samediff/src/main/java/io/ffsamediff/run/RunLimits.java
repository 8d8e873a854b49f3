package io.ffsamediff.run;

/**
 * Bytes that the files of a run folder may have; they are compared before anything is read. A run
 * of ten years of epochs stays far below them. That of {@code config.json} is in {@code
 * JsonLimits}; those of checkpoints and of the model's parts follow from the network.
 */
final class RunLimits {

  /** {@code manifest.json}: about a hundred thousand resumptions. */
  static final int MANIFEST = 16 << 20;

  /** {@code model.json}: the configuration, and a hundred bytes a layer. */
  static final int MODEL = 4 << 20;

  /** {@code evaluation.json}: confusions of 256 classes take less than one MiB a predictor. */
  static final int EVALUATION = 16 << 20;

  /** {@code insights.json}: eight thousand layers of a kilobyte each, pictures of half a MiB. */
  static final int INSIGHTS = 16 << 20;

  /** {@code figures/examples.json}: four examples of ten million pixels each. */
  static final int EXAMPLES = 64 << 20;

  /** {@code metrics.jsonl}: about a million epochs of two layers. */
  static final int METRICS = 256 << 20;

  /** A line of {@code metrics.jsonl}: about eight thousand layers. */
  static final int METRICS_LINE = 1 << 20;

  private RunLimits() {}
}
