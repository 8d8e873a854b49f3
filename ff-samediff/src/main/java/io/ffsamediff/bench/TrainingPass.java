package io.ffsamediff.bench;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.NegativeSampler;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.Permutations;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.BlockSize;
import io.ffsamediff.exec.CudaGraphExecutor;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.train.FFNetwork;
import io.ffsamediff.train.RandomStreams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The engine's own steps, one inner epoch of each layer a pass, with an observer around each. What
 * a mini-batch costs before it trains belongs to the first layer's step.
 */
final class TrainingPass implements AutoCloseable {

  private final RunConfig config;
  private final Dataset data;
  private final FFNetwork network;
  private final int batchSize;
  private final int blockRows;
  private final Batches<PairRows> batches;
  private final NetworkExecutors executors;
  private final IdentityHashMap<RowBlocks, HiddenRows> above = new IdentityHashMap<>();
  private final List<Map<RowBlocks, Integer>> stepped = new ArrayList<>();
  private final int[] innerEpochs;
  private int passes;

  /** For all layers of {@code config}. */
  TrainingPass(RunConfig config, Dataset data) {
    this(config, data, config.network().layers().size());
  }

  /** For the first {@code layers} layers of {@code config}. */
  TrainingPass(RunConfig config, Dataset data, int layers) {
    this(config, data, layers, NetworkExecutors::new);
  }

  /** Likewise, with other executors. */
  TrainingPass(
      RunConfig config,
      Dataset data,
      int layers,
      Function<DeviceConfig, NetworkExecutors> executors) {
    this.config = config;
    this.data = data;
    RowEncoder encoder = RowEncoder.of(config, data);
    this.network =
        FFNetwork.initialise(config.network(), encoder, new RandomStreams(config.seed()));
    this.batchSize = config.training().batchSize().of(data.size());
    this.blockRows =
        config
            .device()
            .blockRows()
            .orElse(BlockSize.derive(network.specs(), batchSize, config.device()));
    this.executors = executors.apply(config.device());
    this.batches =
        Batches.of(
            data,
            encoder,
            Optional.ofNullable(config.augmentation()),
            batchSize,
            blockRows,
            this.executors.crew());
    for (LayerParameters layer : network.layers().subList(0, layers)) {
      OptimizerConfig own = layer.spec().config().optimizer();
      OptimizerConfig optimizer = own == null ? config.training().optimizer() : own;
      this.executors.addLayer(layer, optimizer);
      stepped.add(new IdentityHashMap<>());
    }
    this.innerEpochs = ModelEpochs.innerEpochs(config);
  }

  /** Layers that are trained. */
  int layers() {
    return executors.layers().size();
  }

  /** Steps of a layer in a pass. */
  int batches() {
    return batches.count();
  }

  /** Rows of a block in which a large batch is walked. */
  int blockRows() {
    return blockRows;
  }

  /** Sizes of layer {@code layer}, from 0. */
  LayerShape shape(int layer) {
    LayerSpec spec = network.specs().get(layer);
    return LayerShape.of(spec, data.size(), batchSize, blockRows);
  }

  /**
   * The layers' executors where they train on CUDA by the engine's own executor; none elsewhere.
   */
  List<CudaGraphExecutor> onCuda() {
    return executors.layers().stream()
        .filter(CudaGraphExecutor.class::isInstance)
        .map(CudaGraphExecutor.class::cast)
        .toList();
  }

  /**
   * The rows of layer {@code layer}, from 0, and how many batches of the last pass were in them.
   */
  Map<RowBlocks, Integer> stepped(int layer) {
    return Collections.unmodifiableMap(stepped.get(layer));
  }

  /** Trains every layer once on every batch. */
  void run(StepObserver observer) {
    RandomStreams streams = new RandomStreams(config.seed());
    int[] negatives_N =
        NegativeSampler.of(config.negatives())
            .sample(data.labels(), data.classes(), streams.stream(RandomStreams.NEGATIVES, passes));
    batches.startEpoch(
        Permutations.of(data.size(), streams.stream(RandomStreams.ORDER, passes)),
        negatives_N,
        streams.stream(RandomStreams.AUGMENTATION, passes).nextLong());
    stepped.forEach(Map::clear);
    for (int batch = 0; batch < batches.count(); batch++) {
      observer.before();
      train(batches.batch(batch), observer);
    }
    passes++;
  }

  private void train(RowBlocks first, StepObserver observer) {
    RowBlocks rows = first;
    for (int layer = 0; layer < layers(); layer++) {
      if (innerEpochs[layer] > 1 && !onCuda().isEmpty()) {
        // Brings the rows to the device, as the first of several inner epochs does, not each.
        executors.layer(layer).step(rows);
        observer.before();
      }
      executors.layer(layer).step(rows);
      observer.after(layer);
      stepped.get(layer).merge(rows, 1, Integer::sum);
      if (layer + 1 < layers()) {
        int units = network.specs().get(layer).units();
        HiddenRows next = above.computeIfAbsent(rows, below -> new HiddenRows(below, units));
        executors.layer(layer).handOver(rows, next);
        rows = next;
        observer.before();
      }
    }
  }

  @Override
  public void close() {
    executors.close();
    above.values().forEach(HiddenRows::close);
    batches.close();
    network.close();
  }
}
