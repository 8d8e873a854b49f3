package io.ffsamediff.train;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.NegativesConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.HybridRows;
import io.ffsamediff.data.LabelledRows;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.ActivationDropout;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.exec.StepStatistics;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/*
 * The loop of Hinton's Matlab code for the paper (ffnew.m): on each batch the softmax head learns from,
 * and may judge, the images with the neutral label; negatives are drawn; then every layer takes one step
 * on positives and negatives. A layer hands on what it computed before its update, so that its
 * product with the batch is done once. Of a batch without labels the head learns from what the layers
 * hand on of the positives, after their step: there is no other pass.
 */
/** All layers on each batch, each by its own loss. */
public final class InterleavedController extends GoodnessController {

  private final TrainingConfig.Interleaved config;
  private final RandomStreams streams;
  private final LearningRateSchedule schedule;
  private final Optional<HeadTraining> head;
  private final Optional<HardNegatives> hardNegatives;
  private final Optional<ActivationDropout> dropout;
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
    this.streams = new RandomStreams(run.seed());
    this.schedule = LearningRateSchedule.of(config.schedule(), config.epochs(), batchesOfEpoch());
    this.head = HeadTraining.of(run.network(), network, executors());
    this.hardNegatives =
        judge(run, data, encoder).map(labelJudge -> new HardNegatives(streams, labelJudge));
    double rate = run.network().dropout();
    this.dropout = rate > 0 ? Optional.of(executors().addDropout(rate)) : Optional.empty();
  }

  /** Who judges the labels of hard negatives, where the run draws such. */
  private Optional<LabelJudge> judge(RunConfig run, Dataset data, RowEncoder encoder) {
    if (!(run.negatives() instanceof NegativesConfig.Hard hard)) {
      return Optional.empty();
    }
    if (hard.judge() == NegativesConfig.Judge.HEAD) {
      HeadTraining training = head.orElseThrow();
      return Optional.of(batch -> training.probabilities());
    }
    int images = config.batchSize().of(data.size());
    GoodnessJudge goodness =
        new GoodnessJudge(
            executors().addTrial(network().layers(), encoder, images), run.evaluation().layers());
    return Optional.of(goodness);
  }

  /** Whether predictors must see another network than the one that trains. */
  public static boolean needsJudgedNetwork(TrainingConfig.Interleaved config) {
    return config.averaging() != null || config.earlyStopping() != null;
  }

  @Override
  void trainBatch(LabelledRows batch, TrainingListener listener, BooleanSupplier stop) {
    TrainingCursor at = next();
    long step = (long) at.epoch() * batchesOfEpoch() + at.batch();
    setRate(schedule.factor(step));
    if (batch instanceof PairRows pairs) {
      head.ifPresent(h -> trainHead(h, pairs, step));
      hardNegatives.ifPresent(hard -> hard.draw(pairs, step));
    }
    for (int layer = 0; layer < layers(); layer++) {
      trainLayer(layer, batch, step, listener);
    }
    if (batch instanceof HybridRows) {
      head.ifPresent(h -> reportHead(h.step(inputs(), batch, batch)));
    }
    moveTo(afterBatch(at));
    judged().afterBatch(step);
  }

  private void setRate(double factor) {
    this.factor = factor;
    executors().layers().forEach(layer -> layer.setRate(factor));
    head.ifPresent(h -> h.setRate(factor));
  }

  private void trainHead(HeadTraining training, PairRows batch, long step) {
    RowBlocks neutral = batch.neutral();
    for (int layer = 0; layer < layers(); layer++) {
      HiddenRows output = inputs().outputs(layer, neutral);
      executor(layer).handOver(inputs().of(layer, neutral), output);
      drop(output, step, layers() + layer);
    }
    reportHead(training.step(inputs(), neutral, batch));
  }

  private void trainLayer(int layer, LabelledRows batch, long step, TrainingListener listener) {
    RowBlocks rows = inputs().of(layer, batch);
    StepStatistics seen;
    if (layer + 1 < layers() || batch instanceof HybridRows) {
      HiddenRows output = inputs().outputs(layer, batch);
      seen = executor(layer).stepAndHandOver(rows, output);
      drop(output, step, layer);
    } else {
      seen = executor(layer).step(rows);
    }
    TrainingCursor at = new TrainingCursor(next().epoch(), next().batch(), layer, 0);
    report(at, seen, rows.rows() / 2, listener);
  }

  /**
   * Drops activations on their way to the next layer.
   *
   * @param pass tells the passes of a batch apart
   */
  private void drop(HiddenRows rows, long step, int pass) {
    dropout.ifPresent(
        d -> d.apply(rows, streams.seed(RandomStreams.DROPOUT, step * 2 * layers() + pass)));
  }

  @Override
  double learningRate() {
    return config.optimizer().learningRate() * factor;
  }

  @Override
  int headSteps() {
    return head.isPresent() ? batchesOfEpoch() : 0;
  }

  @Override
  public TrainingState state() {
    TrainingState layers = super.state();
    return new TrainingState(
        layers.next(),
        layers.totals(),
        layers.layers(),
        head.map(HeadTraining::state),
        judged().averages(),
        judged().best());
  }

  @Override
  public void restore(TrainingState state) {
    super.restore(state);
    head.ifPresent(h -> h.restore(state.head().orElseThrow()));
    judged().restore(state.averages(), state.best());
  }
}
