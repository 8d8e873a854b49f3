package io.ffsamediff.train;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.LabelledRows;
import io.ffsamediff.data.NegativeSampler;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.BlockSize;
import io.ffsamediff.exec.GraphExecutor;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.exec.StepStatistics;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the controllers share: epochs of batches, their events, and the state between them. */
abstract sealed class EpochController implements Controller
    permits LayerwiseController, InterleavedController {

  private final RunConfig run;
  private final FFNetwork network;
  private final EpochDraws draws;
  private final Batches<? extends LabelledRows> batches;
  private final LayerInputs inputs;
  private final NetworkExecutors executors;
  private final ValidationSchedule validation;
  private final EpochMeter meter;
  private final DivergenceGuard guard = new DivergenceGuard();
  private TrainingCursor next = TrainingCursor.startOf(0);

  /**
   * For a fresh run; {@link #restore} makes it a resumed one.
   *
   * @param run the configuration
   * @param network changed in place; closed by its owner
   * @param data examples to learn from
   * @param encoder how examples become rows
   * @param validation counts errors every {@code run.evaluation().every()} epochs
   */
  EpochController(
      RunConfig run, FFNetwork network, Dataset data, RowEncoder encoder, Validation validation) {
    this.run = run;
    this.network = network;
    this.draws =
        new EpochDraws(data, NegativeSampler.of(run.negatives()), new RandomStreams(run.seed()));
    int batchSize = run.training().batchSize().of(data.size());
    this.batches = Batches.of(run, data, encoder, blockRows(run, network, batchSize));
    this.inputs = new LayerInputs(network.specs());
    this.executors = new NetworkExecutors(run.device());
    for (LayerParameters layer : network.layers()) {
      OptimizerConfig own = layer.spec().config().optimizer();
      executors.addLayer(layer, orDefault(own, run.training().optimizer()));
    }
    int epochs = run.training().epochs();
    this.validation = new ValidationSchedule(validation, run.evaluation().every(), epochs);
    this.meter = new EpochMeter(network.layers().size());
  }

  private static int blockRows(RunConfig run, FFNetwork network, int batchSize) {
    return run.device()
        .blockRows()
        .orElse(BlockSize.derive(network.specs(), batchSize, run.device()));
  }

  static <T> T orDefault(@Nullable T own, T shared) {
    return own == null ? shared : own;
  }

  @Override
  public final TrainingResult run(TrainingListener listener, BooleanSupplier stop) {
    int epochs = run.training().epochs();
    while (next.epoch() < epochs && !isDone()) {
      int epoch = next.epoch();
      long start = System.nanoTime();
      boolean finished = trainEpoch(epoch, listener, stop);
      meter.addSeconds((System.nanoTime() - start) / 1e9);
      if (!finished) {
        return stopped();
      }
      EpochEvent event = validate(meter.finish(epoch, epochs, learningRate(), headSteps()));
      listener.onEpoch(event, this::state);
      if (stop.getAsBoolean() && next.epoch() < epochs && !isDone()) {
        return stopped();
      }
    }
    finish();
    return new TrainingResult(true, state());
  }

  private TrainingResult stopped() {
    pause();
    return new TrainingResult(false, state());
  }

  /** Whether the epoch was finished. */
  private boolean trainEpoch(int epoch, TrainingListener listener, BooleanSupplier stop) {
    EpochDraw draw = draws.of(epoch);
    batches.startEpoch(draw.order_N(), draw.negatives_N(), draw.augmentationSeed());
    while (next.epoch() == epoch) {
      trainBatch(batches.batch(next.batch()), listener, stop);
      if (next.epoch() == epoch && stop.getAsBoolean()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Trains on the batch at {@link #next}, from the next step on, and moves {@code next} on; may end
   * early when asked to stop.
   */
  abstract void trainBatch(LabelledRows batch, TrainingListener listener, BooleanSupplier stop);

  /** Learning rate of the last step. */
  abstract double learningRate();

  /** Steps of the head in an epoch, 0 without a head. */
  int headSteps() {
    return 0;
  }

  /** Whether training ends before the last epoch. */
  boolean isDone() {
    return false;
  }

  /** Has errors counted where it is time for it. */
  EpochEvent validate(EpochEvent event) {
    return validation.check(event);
  }

  /** Does what is to be done where training stops before its end. */
  void pause() {
    // Nothing, unless there is.
  }

  /** Does what remains to be done after the last epoch. */
  void finish() {
    // Nothing, unless there is.
  }

  /** Takes a step into the sums and tells of it. */
  final void report(TrainingCursor at, StepStatistics seen, int pairs, TrainingListener listener) {
    meter.add(at.layer(), seen, pairs);
    StepEvent event = new StepEvent(at, seen.loss());
    guard.onStep(event);
    listener.onStep(event);
  }

  /** Takes a step of the head on the batch at {@link #next} into the sums. */
  final void reportHead(double loss) {
    meter.addHead(loss);
    guard.onHead(next, loss);
  }

  /** The cursor of the batch that follows {@code at}. */
  final TrainingCursor afterBatch(TrainingCursor at) {
    return at.batch() + 1 < batches.count()
        ? new TrainingCursor(at.epoch(), at.batch() + 1, 0, 0)
        : TrainingCursor.startOf(at.epoch() + 1);
  }

  final RunConfig config() {
    return run;
  }

  final FFNetwork network() {
    return network;
  }

  final NetworkExecutors executors() {
    return executors;
  }

  final GraphExecutor executor(int layer) {
    return executors.layer(layer);
  }

  final int layers() {
    return network.layers().size();
  }

  final LayerInputs inputs() {
    return inputs;
  }

  final int batchesOfEpoch() {
    return batches.count();
  }

  final TrainingCursor next() {
    return next;
  }

  final void moveTo(TrainingCursor cursor) {
    next = cursor;
  }

  @Override
  public TrainingState state() {
    List<LayerState> states = new ArrayList<>();
    for (int l = 0; l < layers(); l++) {
      GraphExecutor executor = executor(l);
      states.add(
          new LayerState(
              network.layers().get(l).toArray(),
              executor.updaterState(),
              executor.iteration(),
              executor.meanActivity()));
    }
    return new TrainingState(next, meter.totals(), states);
  }

  @Override
  public void restore(TrainingState state) {
    for (int l = 0; l < layers(); l++) {
      LayerState layer = state.layers().get(l);
      network.layers().get(l).set(layer.parameters());
      executor(l).restore(layer.updaterState(), layer.iteration());
      executor(l).restoreMeanActivity(layer.meanActivity());
    }
    meter.restore(state.totals());
    next = state.next();
  }

  @Override
  public void close() {
    executors.close();
    inputs.close();
    batches.close();
  }
}
