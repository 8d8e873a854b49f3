package io.ffsamediff.examples.jmh;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.NegativeSampler;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.Permutations;
import io.ffsamediff.exec.BlockSize;
import io.ffsamediff.exec.GraphExecutor;
import io.ffsamediff.exec.StepStatistics;
import io.ffsamediff.train.FFNetwork;
import io.ffsamediff.train.RandomStreams;
import java.util.Optional;

/** Trains the first layer step by step, batch after batch, as the controller does. */
final class LayerTraining implements AutoCloseable {

  private final FFNetwork network;
  private final Batches<PairRows> batches;
  private final GraphExecutor executor;
  private int next;

  LayerTraining(Workload workload) {
    TrainingConfig training = workload.config().training();
    Dataset data = workload.data();
    RandomStreams streams = new RandomStreams(workload.config().seed());
    this.network = FFNetwork.initialise(workload.config().network(), workload.encoder(), streams);
    DeviceConfig device = workload.config().device();
    int batchSize = training.batchSize().of(data.size());
    int blockRows = BlockSize.derive(network.specs(), batchSize, device);
    this.batches =
        Batches.of(
            data,
            workload.encoder(),
            Optional.ofNullable(workload.config().augmentation()),
            batchSize,
            blockRows);
    this.executor = GraphExecutor.of(device, network.layers().get(0), training.optimizer());
    batches.startEpoch(
        Permutations.of(data.size(), streams.stream(RandomStreams.ORDER, 0)),
        NegativeSampler.of(workload.config().negatives())
            .sample(data.labels(), data.classes(), streams.stream(RandomStreams.NEGATIVES, 0)),
        streams.stream(RandomStreams.AUGMENTATION, 0).nextLong());
  }

  /** Stages the next batch and takes one optimiser step on it. */
  StepStatistics step() {
    StepStatistics seen = executor.step(batches.batch(next));
    next = (next + 1) % batches.count();
    return seen;
  }

  @Override
  public void close() {
    executor.close();
    batches.close();
    network.close();
  }
}
