package io.ffsamediff.examples.soak;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is trained for long. */
enum SoakPart {
  /** One run of tiny epochs. */
  LAYERWISE,
  /** One run of tiny epochs, with everything that the controller can do. */
  INTERLEAVED,
  /** Short runs of both, in turn, in one process. */
  IN_TURN;

  private static final String LAYERWISE_JSON =
      """
       "network": {"type": "forward-forward", "layers": [{"units": 100}, {"units": 60}]},
       "labels": {"type": "append"},
       "training": {"type": "layerwise", "epochs": %d, "layerEpochs": 2, "batchSize": 40},
      """;

  private static final String INTERLEAVED_JSON =
      """
       "network": {"type": "forward-forward", "inputNormalization": "rms", "dropout": 0.2,
                   "layers": [
                     {"units": 100, "goodness": "sum", "threshold": "units", "peerNormalization": {}},
                     {"units": 60, "goodness": "sum", "threshold": "units", "peerNormalization": {}}],
                   "head": {}},
       "labels": {"type": "append"},
       "negatives": {"type": "hard"},
       "augmentation": {"shift": 1, "rotation": 7, "scale": 0.07, "elastic": 0.5},
       "training": {"type": "interleaved", "epochs": %d, "batchSize": 20,
                    "averaging": {"decay": 0.9, "every": 3}},
      """;

  /** What must not grow. */
  Set<Measure> measures() {
    Set<Measure> measures = EnumSet.allOf(Measure.class);
    if (this == IN_TURN) {
      // A run writes its files one after the other and then goes: a sawtooth, whose samples tell
      // how quick the runs are.
      measures.remove(Measure.RUN_FILES);
    }
    return measures;
  }

  /** A configuration with checkpoints, evaluations and validation examples. */
  static String json(SoakPart part, int epochs) {
    return """
        {"name": "%s", "seed": 5, "data": {"name": "tiny", "validationExamples": 40},
        %s "evaluation": {"every": 10}, "checkpoints": {"every": 20, "keep": 2}}
        """
        .formatted(part, (part == LAYERWISE ? LAYERWISE_JSON : INTERLEAVED_JSON).formatted(epochs));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
