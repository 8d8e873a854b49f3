package io.ffsamediff.train;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.NegativeSampler;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.BlockSize;
import io.ffsamediff.exec.GraphExecutor;
import io.ffsamediff.exec.StepStatistics;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/*
 * The loop of the Keras example (FFNetwork.train_step): an epoch makes positives and negatives,
 * trains the first layer for its inner epochs, hands its detached, normalised activations to the
 * second layer, and so on. The optimisers' state carries over from epoch to epoch.
 */
/** Layer after layer within each batch, as the Keras example does. */
public final class LayerwiseController implements Controller {

  private final TrainingConfig.Layerwise config;
  private final FFNetwork network;
  private final Dataset data;
  private final NegativeSampler sampler;
  private final RandomStreams streams;
  private final Batches batches;
  private final LayerInputs inputs;
  private final List<GraphExecutor> executors = new ArrayList<>();
  private final int[] layerEpochs;
  private final ValidationSchedule validation;
  private final EpochMeter meter;
  private final DivergenceGuard guard = new DivergenceGuard();
  private CompletableFuture<EpochDraw> ahead;
  private TrainingCursor next = TrainingCursor.startOf(0);

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
    this.config = (TrainingConfig.Layerwise) run.training();
    this.network = network;
    this.data = data;
    this.sampler = NegativeSampler.of(run.negatives());
    this.streams = new RandomStreams(run.seed());
    this.ahead = CompletableFuture.completedFuture(EpochDraw.of(0, data, sampler, streams));
    int batchSize = config.batchSize().of(data.size());
    this.batches = Batches.of(data, encoder, batchSize, blockRows(run, network, batchSize));
    this.inputs = new LayerInputs(network.specs());
    this.layerEpochs =
        network.specs().stream()
            .mapToInt(spec -> orDefault(spec.config().layerEpochs(), config.layerEpochs()))
            .toArray();
    for (LayerParameters layer : network.layers()) {
      OptimizerConfig own = layer.spec().config().optimizer();
      executors.add(GraphExecutor.of(run.device(), layer, orDefault(own, config.optimizer())));
    }
    this.validation = new ValidationSchedule(validation, run.evaluation().every(), config.epochs());
    this.meter = new EpochMeter(network.layers().size());
  }

  private static int blockRows(RunConfig run, FFNetwork network, int batchSize) {
    return run.device()
        .blockRows()
        .orElse(BlockSize.derive(network.specs(), batchSize, run.device()));
  }

  private static <T> T orDefault(@Nullable T own, T shared) {
    return own == null ? shared : own;
  }

  @Override
  public TrainingResult run(TrainingListener listener, BooleanSupplier stop) {
    while (next.epoch() < config.epochs()) {
      int epoch = next.epoch();
      long start = System.nanoTime();
      boolean finished = trainEpoch(epoch, listener, stop);
      meter.addSeconds((System.nanoTime() - start) / 1e9);
      if (!finished) {
        return new TrainingResult(false, state());
      }
      EpochEvent metrics =
          meter.finish(epoch, config.epochs(), config.optimizer().learningRate(), 0);
      listener.onEpoch(validation.check(metrics), this::state);
      if (stop.getAsBoolean() && next.epoch() < config.epochs()) {
        return new TrainingResult(false, state());
      }
    }
    return new TrainingResult(true, state());
  }

  /** Whether the epoch was finished. */
  private boolean trainEpoch(int epoch, TrainingListener listener, BooleanSupplier stop) {
    EpochDraw draw = draw(epoch);
    batches.startEpoch(draw.order_N(), draw.negatives_N());
    while (next.epoch() == epoch) {
      trainBatch(next.batch(), listener, stop);
      if (next.epoch() == epoch && stop.getAsBoolean()) {
        return false;
      }
    }
    return true;
  }

  /** The epoch's draw, mostly made while the epoch before it trained; the next one's is begun. */
  private EpochDraw draw(int epoch) {
    EpochDraw ready = ahead.join();
    EpochDraw draw = ready.epoch() == epoch ? ready : EpochDraw.of(epoch, data, sampler, streams);
    ahead = CompletableFuture.supplyAsync(() -> EpochDraw.of(epoch + 1, data, sampler, streams));
    return draw;
  }

  /** Trains all layers on a batch, from the next step on; ends early when asked to stop. */
  private void trainBatch(int batch, TrainingListener listener, BooleanSupplier stop) {
    int epoch = next.epoch();
    RowBlocks first = batches.batch(batch);
    for (int layer = 0; layer < executors.size(); layer++) {
      RowBlocks rows = inputs.of(layer, first);
      while (next.epoch() == epoch && next.batch() == batch && next.layer() == layer) {
        step(rows, listener);
        if (stop.getAsBoolean()) {
          return;
        }
      }
      if (layer + 1 < executors.size()) {
        executors.get(layer).handOver(rows, inputs.below(layer + 1, first));
      }
    }
  }

  private void step(RowBlocks rows, TrainingListener listener) {
    TrainingCursor at = next;
    StepStatistics seen = executors.get(at.layer()).step(rows);
    boolean last = at.innerEpoch() + 1 == layerEpochs[at.layer()];
    meter.add(at.layer(), seen, last ? rows.rows() / 2 : 0);
    next = after(at, last);
    StepEvent event = new StepEvent(at, seen.loss());
    guard.onStep(event);
    listener.onStep(event);
  }

  private TrainingCursor after(TrainingCursor at, boolean layerDone) {
    if (!layerDone) {
      return new TrainingCursor(at.epoch(), at.batch(), at.layer(), at.innerEpoch() + 1);
    }
    if (at.layer() + 1 < executors.size()) {
      return new TrainingCursor(at.epoch(), at.batch(), at.layer() + 1, 0);
    }
    return at.batch() + 1 < batches.count()
        ? new TrainingCursor(at.epoch(), at.batch() + 1, 0, 0)
        : TrainingCursor.startOf(at.epoch() + 1);
  }

  @Override
  public TrainingState state() {
    List<LayerState> layers = new ArrayList<>();
    for (int l = 0; l < executors.size(); l++) {
      GraphExecutor executor = executors.get(l);
      layers.add(
          new LayerState(
              network.layers().get(l).toArray(), executor.updaterState(), executor.iteration()));
    }
    return new TrainingState(next, meter.totals(), layers);
  }

  @Override
  public void restore(TrainingState state) {
    for (int l = 0; l < executors.size(); l++) {
      LayerState layer = state.layers().get(l);
      network.layers().get(l).set(layer.parameters());
      executors.get(l).restore(layer.updaterState(), layer.iteration());
    }
    meter.restore(state.totals());
    next = state.next();
  }

  @Override
  public void close() {
    executors.forEach(GraphExecutor::close);
    inputs.close();
    batches.close();
  }
}
