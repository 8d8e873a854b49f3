package io.ffsamediff.train;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.LabelledRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.exec.StepStatistics;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/*
 * The loop of the Keras example (FFNetwork.train_step): an epoch makes positives and negatives,
 * trains the first layer for its inner epochs, hands its detached, normalised activations to the
 * second layer, and so on. The optimisers' state carries over from epoch to epoch.
 */
/** Layer after layer within each batch, as the Keras example does. */
public final class LayerwiseController extends GoodnessController {

  private final TrainingConfig.Layerwise config;
  private final int[] layerEpochs;

  /**
   * For a fresh run; {@link #restore} makes it a resumed one.
   *
   * @param run the configuration; its {@code training} must be layerwise
   * @param network changed in place; closed by its owner
   * @param data examples to learn from
   * @param encoder how examples become rows
   * @param validation counts errors every {@code run.evaluation().every()} epochs
   */
  public LayerwiseController(
      RunConfig run, FFNetwork network, Dataset data, RowEncoder encoder, Validation validation) {
    this(run, network, data, encoder, validation, NetworkExecutors::new);
  }

  /** As above, with other executors than those of this process's device. */
  LayerwiseController(
      RunConfig run,
      FFNetwork network,
      Dataset data,
      RowEncoder encoder,
      Validation validation,
      Function<DeviceConfig, NetworkExecutors> executors) {
    super(run, network, network, data, encoder, validation, executors);
    this.config = (TrainingConfig.Layerwise) run.training();
    // Elsewhere a step is as many as shares do by themselves.
    int atOnce = data.isElsewhere() ? run.cluster().localSteps() : 1;
    this.layerEpochs =
        network.specs().stream()
            .mapToInt(spec -> config.layerEpochsOf(spec.config()) / atOnce)
            .toArray();
  }

  /** Trains all layers on a batch, from the next step on; ends early when asked to stop. */
  @Override
  void trainBatch(LabelledRows first, TrainingListener listener, BooleanSupplier stop) {
    TrainingCursor start = next();
    for (int layer = 0; layer < layers(); layer++) {
      RowBlocks rows = inputs().of(layer, first);
      while (isAt(start, layer)) {
        step(rows, listener);
        if (pause(start.epoch(), listener, stop)) {
          return;
        }
      }
      if (layer + 1 < layers()) {
        executor(layer).handOver(rows, inputs().outputs(layer, first));
      }
    }
  }

  /** Whether the next step is one of {@code layer} on the batch of {@code start}. */
  private boolean isAt(TrainingCursor start, int layer) {
    TrainingCursor at = next();
    return at.epoch() == start.epoch() && at.batch() == start.batch() && at.layer() == layer;
  }

  private void step(RowBlocks rows, TrainingListener listener) {
    TrainingCursor at = next();
    StepStatistics seen = executor(at.layer()).step(rows);
    boolean last = at.innerEpoch() + 1 == layerEpochs[at.layer()];
    moveTo(after(at, last));
    report(at, seen, last ? rows.rows() / 2 : 0, listener);
  }

  private TrainingCursor after(TrainingCursor at, boolean layerDone) {
    if (!layerDone) {
      return new TrainingCursor(at.epoch(), at.batch(), at.layer(), at.innerEpoch() + 1);
    }
    return at.layer() + 1 < layers()
        ? new TrainingCursor(at.epoch(), at.batch(), at.layer() + 1, 0)
        : afterBatch(at);
  }

  @Override
  int innerEpochs(int layer) {
    return layerEpochs[layer];
  }

  @Override
  boolean pausesInsideBatches() {
    return true;
  }

  @Override
  double learningRate() {
    return config.optimizer().learningRate();
  }
}
