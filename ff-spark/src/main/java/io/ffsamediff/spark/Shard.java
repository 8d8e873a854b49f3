package io.ffsamediff.spark;

import io.ffsamediff.config.AutoCount;
import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.eval.Evaluator;
import io.ffsamediff.eval.Predictors;
import io.ffsamediff.exec.BlockSize;
import io.ffsamediff.exec.GraphExecutor;
import io.ffsamediff.exec.LayerSums;
import io.ffsamediff.exec.LocalSteps;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.exec.PartialExecutors;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.run.RunConfigFile;
import io.ffsamediff.train.FFNetwork;
import io.ffsamediff.train.InterleavedBatch;
import io.ffsamediff.train.LayerInputs;
import io.ffsamediff.train.LayerState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A share of the examples in the memory of an executor, with the layers' plans and their inputs,
 * for as long as training lasts. For one thread at a time.
 */
final class Shard implements AutoCloseable {

  private static final long NONE = -1;

  private final ShardSpec spec;
  private final RunConfig config;
  private final Dataset data;
  private final RowEncoder encoder;
  private final FFNetwork network;
  private final PartialExecutors partial;
  private final NetworkExecutors executors;
  private final LayerInputs inputs;
  private final ShareBatches batches;
  private final Optional<InterleavedBatch> interleaved;
  private final long[] handedOver;

  /** Reads the examples. */
  Shard(ShardSpec spec) {
    this.spec = spec;
    this.config = RunConfigFile.parse("configuration of the run", spec.config());
    this.data = spec.files().read(spec.from(), spec.to());
    this.encoder = RowEncoder.of(config, data);
    this.network = FFNetwork.zeros(config.network(), encoder);
    DeviceConfig device = ofOneThread(config.device());
    List<LayerSpec> specs = network.specs();
    TrainingConfig training = config.training();
    int most = Math.min(training.batchSize().of(spec.examples()), spec.examples());
    this.batches =
        new ShareBatches(spec, config, data, encoder, BlockSize.derive(specs, most, device));
    this.partial = new PartialExecutors(device.matmulPrecision());
    this.executors =
        config.cluster().averages()
            ? NetworkExecutors.onHost(device)
            : NetworkExecutors.onHost(device, partial);
    for (LayerParameters layer : network.layers()) {
      executors.addLayer(layer, training.optimizerOf(layer.spec().config()));
    }
    this.inputs = new LayerInputs(specs);
    this.interleaved =
        training instanceof TrainingConfig.Interleaved
            ? Optional.of(new InterleavedBatch(config, network, executors, inputs, encoder, most))
            : Optional.empty();
    this.handedOver = new long[specs.size()];
    Arrays.fill(handedOver, NONE);
  }

  /** A task has a core. */
  private static DeviceConfig ofOneThread(DeviceConfig device) {
    return new DeviceConfig(
        device.type(),
        device.executor(),
        new AutoCount.Fixed(1),
        device.blockRows(),
        device.matmulPrecision());
  }

  /** Number of examples. */
  int examples() {
    return spec.examples();
  }

  /** What a layer's step, or its steps by itself, come to. */
  List<LayerSums> layer(LayerWork work) {
    Optional<PairRows> rows = batches.rows(work.epoch(), work.batch());
    if (rows.isEmpty()) {
      return List.of();
    }
    bringUpToDate(work, rows.get());
    set(work.layer(), work.state().value());
    RowBlocks below = inputs.of(work.layer(), rows.get());
    GraphExecutor executor = executors.layer(work.layer());
    int allExamples = batches.cut().size(work.batch(), work.batch() + 1);
    if (!config.cluster().averages()) {
      partial.setAllExamples(allExamples);
      executor.step(below);
      return List.of(partial.sums(work.layer()));
    }
    LocalSteps steps = new LocalSteps();
    for (int step = 0; step < config.cluster().localSteps(); step++) {
      steps.add(executor.step(below), below.rows());
    }
    double weight = (double) rows.get().examples() / allExamples;
    return List.of(steps.weighted(network.layers().get(work.layer()), executor, weight));
  }

  /** Hand-overs that this share has not seen yet. */
  private void bringUpToDate(LayerWork work, PairRows rows) {
    for (int layer = 0; layer < work.below().size(); layer++) {
      LayerWork.HandedOver from = work.below().get(layer);
      if (handedOver[layer] != from.revision()) {
        network.layers().get(layer).set(from.parameters().value());
        executors.layer(layer).handOver(inputs.of(layer, rows), inputs.outputs(layer, rows));
        handedOver[layer] = from.revision();
      }
    }
  }

  private void set(int layer, LayerState state) {
    network.layers().get(layer).set(state.parameters());
    executors.layer(layer).restoreMeanActivity(state.meanActivity());
    if (config.cluster().averages()) {
      executors.layer(layer).restore(state.updaterState(), state.iteration());
    }
  }

  /** What a step of each layer and of the head on each batch comes to, layers first. */
  List<LayerSums> batches(BatchWork work) {
    InterleavedBatch training = interleaved.orElseThrow();
    restore(training, work);
    InterleavedSteps steps = new InterleavedSteps(network.layers().size());
    for (int batch = work.batch(); batch < work.end(); batch++) {
      Optional<PairRows> rows = batches.rows(work.epoch(), batch);
      if (rows.isPresent()) {
        partial.setAllExamples(batches.cut().size(batch, batch + 1));
        steps.startBatch(rows.get().examples());
        training.train(rows.get(), chance(work.epoch(), batch), steps);
      }
    }
    if (steps.examples() == 0) {
      return List.of();
    }
    return config.cluster().averages()
        ? steps.weighted(executors, network, training, weight(work, steps))
        : partial.sums();
  }

  private double weight(BatchWork work, InterleavedSteps steps) {
    return (double) steps.examples() / batches.cut().size(work.batch(), work.end());
  }

  private void restore(InterleavedBatch training, BatchWork work) {
    List<LayerState> states = work.states().value();
    for (int layer = 0; layer < network.layers().size(); layer++) {
      set(layer, states.get(layer));
    }
    LayerState last = states.get(states.size() - 1);
    if (config.cluster().averages()) {
      training.setRate(work.rate());
      training.restoreHead(last);
    } else {
      network.head().ifPresent(head -> head.set(last.parameters()));
    }
  }

  /** Another number for each batch of each share; of one share the number of the batch. */
  private long chance(EpochSent epoch, int batch) {
    long step = (long) epoch.epoch() * batches.cut().count() + batch;
    return step * spec.shares() + spec.index();
  }

  /**
   * Errors of the usual predictor.
   *
   * @param judged parameters of each layer, then of the head, where there is one
   */
  int errors(List<float[]> judged) {
    try (FFNetwork other = FFNetwork.zeros(config.network(), encoder)) {
      other.set(judged);
      try (Predictors predictors = new Predictors(other, encoder, config)) {
        return Evaluator.evaluate(predictors.usual(), data).errors();
      }
    }
  }

  @Override
  public void close() {
    executors.close();
    inputs.close();
    batches.close();
    network.close();
  }
}
