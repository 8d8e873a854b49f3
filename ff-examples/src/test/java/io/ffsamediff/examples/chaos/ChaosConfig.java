package io.ffsamediff.examples.chaos;

import java.util.Locale;

/** What is trained: every part of the training state is in one of these at least. */
enum ChaosConfig {
  LAYERWISE(
      """
       "network": {"type": "forward-forward", "layers": [{"units": 1200}, {"units": 700}]},
       "labels": {"type": "append"},
       "training": {"type": "layerwise", "epochs": %d, "layerEpochs": 2, "batchSize": 40},
       "evaluation": {"every": 3},
      """),
  INTERLEAVED(
      """
       "network": {"type": "forward-forward", "inputNormalization": "rms", "dropout": 0.2,
                   "layers": [
                     {"units": 900, "goodness": "sum", "threshold": "units", "peerNormalization": {}},
                     {"units": 600, "goodness": "sum", "threshold": "units", "peerNormalization": {}}],
                   "head": {}},
       "labels": {"type": "append"},
       "negatives": {"type": "hard"},
       "augmentation": {"shift": 1, "rotation": 7, "scale": 0.07, "elastic": 0.5},
       "training": {"type": "interleaved", "epochs": %d, "batchSize": 20,
                    "schedule": {"type": "cosine", "warmUpEpochs": 2},
                    "averaging": {"decay": 0.9, "every": 3},
                    "earlyStopping": {"patience": 11}},
       "evaluation": {"every": 1, "predictor": "combined"},
      """),
  UNSUPERVISED(
      """
       "network": {"type": "forward-forward", "inputNormalization": "rms",
                   "layers": [
                     {"units": 900, "goodness": "sum", "threshold": "units", "peerNormalization": {}},
                     {"units": 600, "goodness": "sum", "threshold": "units"}],
                   "head": {}},
       "labels": {"type": "none"},
       "negatives": {"type": "hybrid", "blurs": 2},
       "training": {"type": "interleaved", "epochs": %d, "batchSize": 20,
                    "averaging": {"decay": 0.9, "every": 3}},
       "evaluation": {"every": 2, "predictor": "head"},
      """),
  BACKPROP(
      """
       "network": {"type": "backprop", "dropout": 0.1, "layers": [{"units": 1200}, {"units": 700}]},
       "augmentation": {"shift": 1},
       "training": {"type": "interleaved", "epochs": %d, "batchSize": 20,
                    "optimizer": {"type": "adamw", "learningRate": 0.001, "weightDecay": 0.01},
                    "averaging": {"decay": 0.9, "every": 3}},
       "evaluation": {"every": 2},
      """);

  /** Checkpoints that a run keeps. */
  static final int KEEP = 2;

  private final String parts;

  ChaosConfig(String parts) {
    this.parts = parts;
  }

  /** The configuration: a checkpoint at the end of every epoch, and inside epochs. */
  String json(int epochs) {
    return """
        {"name": "%s", "seed": 5,
         "data": {"name": "tiny", "validationExamples": 40},
        %s "checkpoints": {"every": 1, "minutes": 0.002, "keep": %d}}
        """
        .formatted(this, parts.formatted(epochs), KEEP);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
