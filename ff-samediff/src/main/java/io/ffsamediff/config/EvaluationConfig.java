package io.ffsamediff.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When and how errors are counted.
 *
 * @param every epochs between two evaluations; the last epoch is always evaluated
 * @param predictor the run's default predictor; null for what {@link #usual} chooses
 * @param layers the layers whose goodness a prediction adds up
 */
public record EvaluationConfig(
    @Key(
            value = "Epochs between two evaluations; the last epoch is always evaluated.",
            defaultValue = "10",
            min = 1)
        int every,
    @Key(
            value =
                "The run's default predictor: \"goodness\" tries every label, \"head\" is the softmax classifier's one pass, \"combined\" adds both. All that the network has are reported. Null for \"goodness\", or \"head\" where there is no label to try.",
            defaultValue = "null",
            source = "Keras example, predict")
        @Nullable PredictorKind predictor,
    @Key(
            value =
                "Layers whose goodness a prediction adds up: \"all\", or their numbers counted from 1.",
            defaultValue = "\"all\"",
            source = "Keras example, predict")
        LayerSelection layers) {

  /** Checks ranges. */
  public EvaluationConfig {
    Constraints.check(EvaluationConfig.class, every, predictor, layers);
  }

  /** The run's default predictor, for a network that learned examples with such labels. */
  public PredictorKind usual(NetworkConfig network, LabelConfig labels) {
    if (predictor != null) {
      return predictor;
    }
    boolean labelled = !(labels instanceof LabelConfig.None);
    return labelled && !network.goodnessLayers().isEmpty()
        ? PredictorKind.GOODNESS
        : PredictorKind.HEAD;
  }

  /** Which predictor. */
  public enum PredictorKind {
    /** The label of the largest goodness. */
    GOODNESS,
    /** The softmax head's, from one pass with the neutral label. */
    HEAD,
    /** The sum of both, each in standard scores. */
    COMBINED
  }

  /** Layers that take part in a prediction. */
  public sealed interface LayerSelection {

    /** Whether layer {@code number}, counted from 1, takes part. */
    boolean contains(int number);

    /** Every layer. */
    @Word("all")
    record All() implements LayerSelection {
      @Override
      public boolean contains(int number) {
        return true;
      }
    }

    /** The layers of these numbers, counted from 1. */
    record Of(@Key(value = "Layer numbers, counted from 1.", min = 1) List<Integer> numbers)
        implements LayerSelection {

      /** Checks the range. */
      public Of {
        numbers = List.copyOf(numbers);
        Constraints.check(Of.class, numbers);
      }

      @Override
      public boolean contains(int number) {
        return numbers.contains(number);
      }
    }
  }
}
