package io.ffsamediff.config;

import org.jspecify.annotations.Nullable;

/** The training loop. */
public sealed interface TrainingConfig {

  /** Number of passes over the data. */
  int epochs();

  /** Positive examples of a step. */
  BatchSize batchSize();

  /** Optimiser of every layer that names none. */
  OptimizerConfig optimizer();

  /** The optimiser of a layer: its own, or the one that all share. */
  default OptimizerConfig optimizerOf(LayerConfig layer) {
    OptimizerConfig own = layer.optimizer();
    return own == null ? optimizer() : own;
  }

  /** Layer after layer within each batch, as the Keras example does. */
  @Tag(
      value = "layerwise",
      meaning = "Layer after layer within each batch, as in the Keras example.")
  record Layerwise(
      @Key(value = "Passes over the data.", min = 1) int epochs,
      @Key(
              value =
                  "Inner epochs: optimiser steps of a layer on a batch before the next layer's turn.",
              defaultValue = "50",
              source = "Keras example, num_epochs",
              min = 1)
          int layerEpochs,
      @Key(
              value =
                  "Positive examples of a step, each with one negative: a number, or \"full\" for all"
                      + " of the data.",
              defaultValue = "100",
              source = "Hinton's Matlab code")
          BatchSize batchSize,
      @Key(
              value = "Optimiser of every layer that names none.",
              defaultValue = "{\"type\": \"adam\"}",
              source = "Keras example")
          OptimizerConfig optimizer)
      implements TrainingConfig {

    /** Checks ranges. */
    public Layerwise {
      Constraints.check(Layerwise.class, epochs, layerEpochs, batchSize, optimizer);
    }

    /** Inner epochs of a layer: its own, or those of all. */
    public int layerEpochsOf(LayerConfig layer) {
      Integer own = layer.layerEpochs();
      return own == null ? layerEpochs : own;
    }
  }

  /** All layers on each batch, as the paper's own code does. */
  @Tag(
      value = "interleaved",
      meaning =
          "All layers on each batch, each by its own loss, as in Hinton's Matlab code for the paper.")
  record Interleaved(
      @Key(value = "Passes over the data.", min = 1) int epochs,
      @Key(
              value =
                  "Positive examples of a step, each with one negative: a number, or \"full\" for all"
                      + " of the data.",
              defaultValue = "100",
              source = "Hinton's Matlab code")
          BatchSize batchSize,
      @Key(
              value = "Optimiser of every layer that names none.",
              defaultValue =
                  "{\"type\": \"sgd\", \"learningRate\": 0.01, \"momentum\": 0.9, \"damped\": true,"
                      + " \"weightDecay\": 0.001}",
              source = "Hinton's Matlab code")
          OptimizerConfig optimizer,
      @Key(
              value = "How the learning rates of layers and head change over the run.",
              defaultValue = "{\"type\": \"linear\"}",
              source = "Hinton's Matlab code")
          ScheduleConfig schedule,
      @Key(
              value = "Moving average of the weights, for everything but training; null for none.",
              defaultValue = "null")
          @Nullable AveragingConfig averaging,
      @Key(value = "When to end before the last epoch; null for never.", defaultValue = "null")
          @Nullable EarlyStoppingConfig earlyStopping)
      implements TrainingConfig {

    /** Checks ranges. */
    public Interleaved {
      Constraints.check(
          Interleaved.class, epochs, batchSize, optimizer, schedule, averaging, earlyStopping);
    }
  }

  /** Positive examples of a step. */
  sealed interface BatchSize {

    /** The batch size for {@code examples} examples. */
    int of(int examples);

    /** All examples: full-batch gradients. */
    @Word("full")
    record Full() implements BatchSize {
      @Override
      public int of(int examples) {
        return examples;
      }
    }

    /** A mini-batch. */
    record Rows(@Key(value = "Examples.", min = 1) int rows) implements BatchSize {

      /** Checks the range. */
      public Rows {
        Constraints.check(Rows.class, rows);
      }

      @Override
      public int of(int examples) {
        return Math.min(rows, examples);
      }
    }
  }
}
