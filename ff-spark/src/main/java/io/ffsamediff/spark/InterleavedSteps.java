package io.ffsamediff.spark;

import io.ffsamediff.exec.LayerSums;
import io.ffsamediff.exec.LocalSteps;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.exec.StepStatistics;
import io.ffsamediff.train.FFNetwork;
import io.ffsamediff.train.InterleavedBatch;
import io.ffsamediff.train.LayerState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a share sees in its steps on some batches. */
final class InterleavedSteps implements InterleavedBatch.Listener {

  private final List<LocalSteps> layers;
  private final LocalSteps head = new LocalSteps();
  private int examples;
  private int present;

  /** None yet, of so many layers. */
  InterleavedSteps(int layers) {
    this.layers = Stream.generate(LocalSteps::new).limit(layers).toList();
  }

  /** The next steps are on a batch of which the share has so many examples. */
  void startBatch(int count) {
    present = count;
    examples += count;
  }

  @Override
  public void onHead(double loss) {
    head.add(loss, present);
  }

  @Override
  public void onLayer(int layer, StepStatistics seen) {
    layers.get(layer).add(seen, 2 * present);
  }

  /** Examples of all batches, in this share. */
  int examples() {
    return examples;
  }

  /** What the share has come to by itself, layers first, then the head. */
  List<LayerSums> weighted(
      NetworkExecutors executors, FFNetwork network, InterleavedBatch training, double weight) {
    List<LayerSums> sums = new ArrayList<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      sums.add(
          layers.get(layer).weighted(network.layers().get(layer), executors.layer(layer), weight));
    }
    training.headState().map(state -> weighted(state, weight)).ifPresent(sums::add);
    return sums;
  }

  private LayerSums weighted(LayerState state, double weight) {
    return head.weighted(state.parameters(), state.updaterState(), state.meanActivity(), weight);
  }
}
