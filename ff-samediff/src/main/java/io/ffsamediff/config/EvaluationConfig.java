package io.ffsamediff.config;

import java.util.List;

/**
 * When and how errors are counted.
 *
 * @param every epochs between two evaluations; the last epoch is always evaluated
 * @param predictor the run's default predictor
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
                "The run's default predictor: \"goodness\" tries every label, \"head\" is the softmax head's one pass, \"combined\" adds both. All that the network has are reported.",
            defaultValue = "\"goodness\"",
            source = "Keras example, predict")
        PredictorKind predictor,
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
