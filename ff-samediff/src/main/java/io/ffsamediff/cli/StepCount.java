package io.ffsamediff.cli;

import io.ffsamediff.config.LayerConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.train.TrainingCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the steps of a run.
 *
 * @param epochs number of epochs
 * @param batches batches of an epoch
 * @param inner inner epochs of each layer; a network that learns as a whole counts as one layer
 * @param perBatch steps of a batch
 */
record StepCount(int epochs, int batches, List<Integer> inner, long perBatch) {

  /** Copies the list. */
  StepCount {
    inner = List.copyOf(inner);
  }

  /** A count whose batches take the inner epochs of all layers. */
  StepCount(int epochs, int batches, List<Integer> inner) {
    this(epochs, batches, inner, inner.stream().mapToLong(Integer::longValue).sum());
  }

  /** The steps of {@code config} on {@code examples} training examples. */
  static StepCount of(RunConfig config, int examples) {
    TrainingConfig training = config.training();
    int size = training.batchSize().of(examples);
    List<Integer> inner = new ArrayList<>();
    for (LayerConfig layer : config.network().goodnessLayers()) {
      Integer own = layer.layerEpochs();
      inner.add(own == null ? layerEpochs(training) : own);
    }
    if (inner.isEmpty()) {
      inner.add(1);
    }
    return new StepCount(training.epochs(), (examples + size - 1) / size, inner);
  }

  private static int layerEpochs(TrainingConfig training) {
    return training instanceof TrainingConfig.Layerwise layerwise ? layerwise.layerEpochs() : 1;
  }

  /** Steps of the whole run. */
  long all() {
    return epochs * perEpoch();
  }

  /** Steps of an epoch. */
  long perEpoch() {
    return batches * perBatch;
  }

  /** Steps before the one at {@code cursor}; called after each step, and makes no garbage. */
  long done(TrainingCursor cursor) {
    long inBatch = cursor.innerEpoch();
    for (int layer = 0; layer < cursor.layer(); layer++) {
      inBatch += inner.get(layer);
    }
    return cursor.epoch() * perEpoch() + cursor.batch() * perBatch + inBatch;
  }
}
