package io.ffsamediff.train;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.LabelledRows;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.BackpropExecutor;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.graph.DenseParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A multi-layer perceptron, trained as a whole by back-propagation, on the batches, with the
 * schedule and by the judgement of interleaved training.
 */
public final class BackpropController extends EpochController {

  private final TrainingConfig.Interleaved config;
  private final RandomStreams streams;
  private final LearningRateSchedule schedule;
  private final BackpropExecutor executor;
  private int[] labels_B = new int[0];
  private double factor = 1;

  /**
   * For a fresh run; {@link #restore} makes it a resumed one.
   *
   * @param run the configuration; its {@code training} must be interleaved
   * @param network changed in place; closed by its owner
   * @param judged the network that predictors see, as {@link InterleavedController} has it
   * @param data examples to learn from
   * @param encoder how examples become rows, without labels
   * @param validation counts errors of {@code judged} every {@code run.evaluation().every()} epochs
   */
  public BackpropController(
      RunConfig run,
      FFNetwork network,
      FFNetwork judged,
      Dataset data,
      RowEncoder encoder,
      Validation validation) {
    // A batch is one block: each image stands in it once, where a block counts each pair twice.
    super(
        run,
        network,
        judged,
        data,
        encoder,
        validation,
        2 * batchSize(run, data),
        0,
        NetworkExecutors::onHost);
    this.config = (TrainingConfig.Interleaved) run.training();
    this.streams = new RandomStreams(run.seed());
    this.schedule = LearningRateSchedule.of(config.schedule(), config.epochs(), batchesOfEpoch());
    this.executor =
        executors()
            .addBackprop(
                network.layers(),
                network.head().orElseThrow(),
                config.optimizer(),
                run.network().dropout());
  }

  @Override
  void trainBatch(LabelledRows batch, TrainingListener listener, BooleanSupplier stop) {
    TrainingCursor at = next();
    long step = (long) at.epoch() * batchesOfEpoch() + at.batch();
    factor = schedule.factor(step);
    executor.setRate(factor);
    labels_B = batch.labels(labels_B);
    INDArray x_BI = ((PairRows) batch).pairs().orElseThrow().images(0);
    int layers = network().layers().size();
    double loss =
        executor.step(
            x_BI, labels_B, layer -> streams.seed(RandomStreams.DROPOUT, step * layers + layer));
    reportHead(loss);
    moveTo(afterBatch(at));
    judged().afterBatch(step);
    listener.onStep(new StepEvent(at, loss));
  }

  @Override
  double learningRate() {
    return config.optimizer().learningRate() * factor;
  }

  @Override
  int headSteps() {
    return batchesOfEpoch();
  }

  @Override
  public TrainingState state() {
    List<DenseParameters> parts = network().parameters();
    List<LayerState> states = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      states.add(
          new LayerState(
              parts.get(part).toArray(), executor.updaterState(part), executor.iteration()));
    }
    int last = parts.size() - 1;
    return new TrainingState(
        next(),
        meter().totals(),
        states.subList(0, last),
        Optional.of(states.get(last)),
        judged().averages(),
        judged().best());
  }

  @Override
  public void restore(TrainingState state) {
    List<LayerState> states = new ArrayList<>(state.layers());
    states.add(state.head().orElseThrow());
    List<DenseParameters> parts = network().parameters();
    for (int part = 0; part < parts.size(); part++) {
      LayerState saved = states.get(part);
      parts.get(part).set(saved.parameters());
      executor.restore(part, saved.updaterState(), saved.iteration());
    }
    meter().restore(state.totals());
    moveTo(state.next());
    judged().restore(state.averages(), state.best());
  }
}
