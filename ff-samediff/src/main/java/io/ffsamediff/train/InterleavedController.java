package io.ffsamediff.train;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.LabelledRows;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.exec.StepStatistics;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** All layers on each batch, each by its own loss. */
public final class InterleavedController extends GoodnessController {

  private final TrainingConfig.Interleaved config;
  private final LearningRateSchedule schedule;
  private final InterleavedBatch batches;
  private double factor = 1;

  /**
   * For a fresh run; {@link #restore} makes it a resumed one.
   *
   * @param run the configuration; its {@code training} must be interleaved
   * @param network changed in place; closed by its owner
   * @param judged the network that predictors see: {@code network} itself, or another one of its
   *     form that receives averaged or best weights; closed by its owner
   * @param data examples to learn from
   * @param encoder how examples become rows
   * @param validation counts errors of {@code judged} every {@code run.evaluation().every()} epochs
   */
  public InterleavedController(
      RunConfig run,
      FFNetwork network,
      FFNetwork judged,
      Dataset data,
      RowEncoder encoder,
      Validation validation) {
    this(run, network, judged, data, encoder, validation, NetworkExecutors::new);
  }

  /** As above, with other executors than those of this process's device. */
  InterleavedController(
      RunConfig run,
      FFNetwork network,
      FFNetwork judged,
      Dataset data,
      RowEncoder encoder,
      Validation validation,
      Function<DeviceConfig, NetworkExecutors> executors) {
    super(run, network, judged, data, encoder, validation, executors);
    this.config = (TrainingConfig.Interleaved) run.training();
    this.schedule = LearningRateSchedule.of(config.schedule(), config.epochs(), batchesOfEpoch());
    int examples = data.isElsewhere() ? 0 : config.batchSize().of(data.size());
    this.batches = new InterleavedBatch(run, network, executors(), inputs(), encoder, examples);
  }

  /** Whether predictors must see another network than the one that trains. */
  public static boolean needsJudgedNetwork(TrainingConfig.Interleaved config) {
    return config.averaging() != null || config.earlyStopping() != null;
  }

  @Override
  void trainBatch(LabelledRows batch, TrainingListener listener, BooleanSupplier stop) {
    TrainingCursor at = next();
    long step = (long) at.epoch() * batchesOfEpoch() + at.batch();
    factor = schedule.factor(step);
    batches.setRate(factor);
    batches.train(
        batch,
        step,
        new InterleavedBatch.Listener() {
          @Override
          public void onHead(double loss) {
            reportHead(loss);
          }

          @Override
          public void onLayer(int layer, StepStatistics seen) {
            TrainingCursor done = new TrainingCursor(at.epoch(), at.batch(), layer, 0);
            report(done, seen, batch.examples(), listener);
          }
        });
    moveTo(afterBatch(at));
    judged().afterBatch(step);
  }

  @Override
  double learningRate() {
    return config.optimizer().learningRate() * factor;
  }

  @Override
  int headSteps() {
    return batches.headState().isPresent() ? batchesOfEpoch() : 0;
  }

  @Override
  public TrainingState state() {
    TrainingState layers = super.state();
    return new TrainingState(
        layers.next(),
        layers.totals(),
        layers.layers(),
        batches.headState(),
        judged().averages(),
        judged().best());
  }

  @Override
  public void restore(TrainingState state) {
    super.restore(state);
    state.head().ifPresent(batches::restoreHead);
    judged().restore(state.averages(), state.best());
  }
}
