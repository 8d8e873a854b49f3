package io.ffsamediff.config;

import java.util.List;

/**
 * A softmax classifier on the normalised activations of some layers, trained beside them and
 * without any effect on them.
 *
 * @param layers layers that it reads
 * @param optimizer its optimiser
 */
public record HeadConfig(
    @Key(
            value =
                "Layers that the head reads: \"all-but-first\", or their numbers counted from 1.",
            defaultValue = "\"all-but-first\"",
            source = "Hinton's Matlab code")
        HeadLayers layers,
    @Key(
            value = "Optimiser of the head.",
            defaultValue =
                "{\"type\": \"sgd\", \"learningRate\": 0.1, \"momentum\": 0.9, \"damped\": true,"
                    + " \"weightDecay\": 0.003}",
            source = "Hinton's Matlab code")
        OptimizerConfig optimizer) {

  /** Checks ranges. */
  public HeadConfig {
    Constraints.check(HeadConfig.class, layers, optimizer);
  }

  /** Layers that a head reads. */
  public sealed interface HeadLayers {

    /** Whether it reads layer {@code number}, counted from 1. */
    boolean contains(int number);

    /** Every layer but the first, whose activations hold the label's own inputs. */
    @Word("all-but-first")
    record AllButFirst() implements HeadLayers {
      @Override
      public boolean contains(int number) {
        return number > 1;
      }
    }

    /** The layers of these numbers, counted from 1. */
    record Of(@Key(value = "Layer numbers, counted from 1.", min = 1) List<Integer> numbers)
        implements HeadLayers {

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
