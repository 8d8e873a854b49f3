package io.ffsamediff.train;

import io.ffsamediff.config.HeadConfig;
import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.LabelledRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.exec.HeadExecutor;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.graph.HeadParameters;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The training of the softmax head on images with the neutral label, or without labels. */
final class HeadTraining {

  private final HeadParameters parameters;
  private final HeadExecutor executor;
  private FloatBuffer probabilities_BC = FloatBuffer.allocate(0);
  private int[] labels_B = new int[0];

  private HeadTraining(HeadParameters parameters, HeadExecutor executor) {
    this.parameters = parameters;
    this.executor = executor;
  }

  /** The training of the network's head, where it has one. */
  static Optional<HeadTraining> of(
      NetworkConfig config, FFNetwork network, NetworkExecutors executors) {
    HeadConfig head = config.head();
    return head == null
        ? Optional.empty()
        : network.head().map(p -> new HeadTraining(p, executors.addHead(p, head.optimizer())));
  }

  /**
   * One step.
   *
   * @param outputs what the layers hand on
   * @param read rows that the layers have seen, of whose positives the head learns: the batch with
   *     the neutral label, or itself where it has no labels
   * @param batch its true labels
   * @return the loss before the update
   */
  double step(LayerInputs outputs, RowBlocks read, LabelledRows batch) {
    List<HiddenRows> inputs = new ArrayList<>();
    for (int number : parameters.spec().layers()) {
      inputs.add(outputs.outputs(number - 1, read));
    }
    labels_B = batch.labels(labels_B);
    HeadExecutor.Step seen = executor.step(inputs, labels_B);
    probabilities_BC = seen.probabilities_BC();
    return seen.loss();
  }

  /** One step on a batch that is elsewhere; returns the loss before the update. */
  double stepElsewhere() {
    return executor.step(List.of(), new int[0]).loss();
  }

  /** Probabilities of the classes for each image, as they were before the last update. */
  FloatBuffer probabilities() {
    return probabilities_BC;
  }

  void setRate(double factor) {
    executor.setRate(factor);
  }

  LayerState state() {
    return new LayerState(parameters.toArray(), executor.updaterState(), executor.iteration());
  }

  void restore(LayerState state) {
    parameters.set(state.parameters());
    executor.restore(state.updaterState(), state.iteration());
  }
}
