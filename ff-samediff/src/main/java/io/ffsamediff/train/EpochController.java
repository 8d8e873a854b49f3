package io.ffsamediff.train;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.LabelledRows;
import io.ffsamediff.data.NegativeSampler;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.NetworkExecutors;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What the controllers share: epochs of batches and their events. */
abstract sealed class EpochController implements Controller
    permits GoodnessController, BackpropController {

  private final RunConfig run;
  private final FFNetwork network;
  private final EpochDraws draws;
  private final Batches<? extends LabelledRows> batches;
  private final NetworkExecutors executors;
  private final JudgedWeights judged;
  private final ValidationSchedule validation;
  private final EpochMeter meter;
  private final DivergenceGuard guard;
  private final Supplier<TrainingState> snapshot = this::soundState;
  private TrainingCursor next = TrainingCursor.startOf(0);

  /**
   * For a fresh run; {@link #restore} makes it a resumed one.
   *
   * @param run the configuration
   * @param network changed in place; closed by its owner
   * @param judged the network that predictors see: {@code network} itself, or another one of its
   *     form that receives averaged or best weights; closed by its owner
   * @param data examples to learn from
   * @param encoder how examples become rows
   * @param validation counts errors of {@code judged} every {@code run.evaluation().every()} epochs
   * @param blockRows rows of a block of a batch
   * @param measuredLayers layers that have a loss of their own; 0 where the network has one loss
   * @param executors make the executors of a device; closed with this
   */
  EpochController(
      RunConfig run,
      FFNetwork network,
      FFNetwork judged,
      Dataset data,
      RowEncoder encoder,
      Validation validation,
      int blockRows,
      int measuredLayers,
      Function<DeviceConfig, NetworkExecutors> executors) {
    this.run = run;
    this.guard = new DivergenceGuard(run);
    this.network = network;
    this.draws =
        new EpochDraws(data, NegativeSampler.of(run.negatives()), new RandomStreams(run.seed()));
    this.executors = executors.apply(run.device());
    this.batches = this.executors.batches(run, data, encoder, blockRows);
    this.judged = new JudgedWeights(run.training(), network, judged, this.executors);
    int epochs = run.training().epochs();
    this.validation = new ValidationSchedule(validation, run.evaluation().every(), epochs);
    this.meter = new EpochMeter(measuredLayers);
  }

  /** Examples of a batch. */
  static int batchSize(RunConfig run, Dataset data) {
    return run.training().batchSize().of(data.size());
  }

  @Override
  public final TrainingResult run(TrainingListener listener, BooleanSupplier stop) {
    int epochs = run.training().epochs();
    while (next.epoch() < epochs && !judged.isDone()) {
      int epoch = next.epoch();
      meter.startClock();
      boolean finished = trainEpoch(epoch, listener, stop);
      meter.stopClock();
      if (!finished) {
        return stopped();
      }
      EpochEvent trained = meter.finish(epoch, epochs, learningRate(), headSteps());
      EpochEvent event = validate(executors.takeStageTimes().map(trained::with).orElse(trained));
      listener.onEpoch(event, snapshot);
      if (stop.getAsBoolean() && next.epoch() < epochs && !judged.isDone()) {
        return stopped();
      }
    }
    judged.finish();
    return new TrainingResult(true, soundState());
  }

  private TrainingResult stopped() {
    executors.publish();
    judged.bringUpToDate();
    return new TrainingResult(false, soundState());
  }

  /** A snapshot whose parameters are all finite. */
  private TrainingState soundState() {
    return guard.checked(state());
  }

  /** Whether the epoch was finished. */
  private boolean trainEpoch(int epoch, TrainingListener listener, BooleanSupplier stop) {
    EpochDraw draw = draws.of(epoch);
    batches.startEpoch(epoch, draw.order_N(), draw.negatives_N(), draw.augmentationSeed());
    while (next.epoch() == epoch) {
      trainBatch(batches.batch(next.batch()), listener, stop);
      if (next.epoch() == epoch && pause(epoch, listener, stop)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Between two steps: listeners may take the state, unless that was the last step of {@code
   * epoch}, whose metrics are not yet told.
   *
   * @return whether training is to stop here
   */
  final boolean pause(int epoch, TrainingListener listener, BooleanSupplier stop) {
    if (next.epoch() == epoch) {
      meter.stopClock();
      listener.onPause(snapshot);
      meter.startClock();
    }
    return stop.getAsBoolean();
  }

  /** Has errors counted where it is time for it. */
  private EpochEvent validate(EpochEvent event) {
    executors.publish();
    judged.bringUpToDate();
    EpochEvent validated = validation.check(event);
    judged.afterValidation(validated);
    return validated;
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

  /** Ends training where numbers are no longer finite. */
  final DivergenceGuard guard() {
    return guard;
  }

  /** Takes a step of the head on the batch at {@link #next} into the sums. */
  final void reportHead(double loss) {
    guard.onHead(next, loss);
    meter.addHead(loss);
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

  final JudgedWeights judged() {
    return judged;
  }

  final EpochMeter meter() {
    return meter;
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
  public final Optional<StateProblem> problemOf(TrainingState state) {
    List<Integer> innerEpochs =
        IntStream.range(0, network.layers().size()).map(this::innerEpochs).boxed().toList();
    int measuredLayers = meter.totals().layers().size();
    return new StateCheck(
            batches.count(),
            innerEpochs,
            pausesInsideBatches(),
            measuredLayers,
            judged.looksForBest())
        .problemOf(state);
  }

  /** Steps of {@code layer}, from 0, on a batch. */
  int innerEpochs(int layer) {
    return 1;
  }

  /** Whether training may be stopped between two steps on the same batch. */
  boolean pausesInsideBatches() {
    return false;
  }

  @Override
  public void close() {
    executors.close();
    batches.close();
  }
}
