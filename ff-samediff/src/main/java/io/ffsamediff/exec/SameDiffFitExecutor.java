package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.HostArrays;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.Loss;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.autodiff.samediff.internal.TrainingSession;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;

/**
 * Trains a layer's graph by SameDiff's own training session: autodiff over the loss and an updater
 * in the {@code TrainingConfig}. Slow, and it needs the whole batch in one piece; it is the
 * reference that {@link CompiledExecutor} is held against.
 */
@SuppressWarnings("rawtypes") // GradientUpdater is raw in the signatures of SameDiff's session
public final class SameDiffFitExecutor implements GraphExecutor {

  private static final List<String> REPORTED =
      List.of(LayerGraph.LOSS, LayerGraph.GOODNESS_SUM, LayerGraph.GOODNESS_CONTRAST);

  private final LayerGraph graph;
  private final LayerParameters parameters;
  private final SessionUpdaters optimizer;
  private final List<LayerParameters> state;
  private final TrainingConfig training;
  private final Map<String, GradientUpdater> updaters = new HashMap<>();
  private final Session session;

  /**
   * A training session that forgets, after each step, what it only remembers in order to free it.
   */
  private static final class Session extends TrainingSession {

    Session(SameDiff gradients) {
      super(gradients);
    }

    void forget() {
      freedArrays.clear();
    }
  }

  /**
   * Builds the layer's graph and its gradient.
   *
   * @param parameters the layer's parameters, changed by each step; closed by their owner
   */
  public SameDiffFitExecutor(LayerParameters parameters, OptimizerConfig optimizer) {
    this.graph = FFDense.build(parameters.spec(), DataType.FLOAT);
    this.parameters = parameters;
    this.optimizer = new SessionUpdaters(optimizer);
    this.state =
        Stream.generate(() -> new LayerParameters(parameters.spec()))
            .limit(this.optimizer.stateVectors())
            .toList();
    this.training =
        TrainingConfig.builder()
            .updater(this.optimizer.config())
            .dataSetFeatureMapping(LayerGraph.INPUT, LayerGraph.POLARITY, LayerGraph.INVERSE_ROWS)
            .markLabelsUnused()
            .build();
    REPORTED.forEach(name -> training.getTrainEvaluations().put(name, List.of()));
    SameDiff sd = graph.sameDiff();
    sd.setTrainingConfig(training);
    sd.createGradFunction();
    this.session = new Session(sd.getFunction("grad"));
    updaters.put(
        LayerGraph.KERNEL, this.optimizer.of(state.stream().map(LayerParameters::kernel).toList()));
    if (parameters.bias().isPresent()) {
      updaters.put(
          LayerGraph.BIAS,
          this.optimizer.of(state.stream().map(s -> s.bias().orElseThrow()).toList()));
    }
  }

  @Override
  public void setRate(double factor) {
    optimizer.setRate(factor);
  }

  @Override
  public StepStatistics step(RowBlocks rows) {
    Map<String, INDArray> placeholders = placeholders(rows);
    copyParametersToGraph();
    Loss loss =
        session.trainingIteration(
            training,
            placeholders,
            updaters.keySet(),
            updaters,
            new MultiDataSet(),
            REPORTED,
            null,
            At.builder()
                .iteration(training.getIterationCount())
                .operation(Operation.TRAINING)
                .build());
    session.forget();
    training.incrementIterationCount();
    copyParametersFromGraph();
    double[] sums = loss.getLosses();
    return StepStatistics.of(sums[0], rows.rows(), sums[1], sums[2]);
  }

  private static Map<String, INDArray> placeholders(RowBlocks rows) {
    INDArray x_RI = Nd4j.createUninitialized(DataType.FLOAT, rows.rows(), rows.width());
    INDArray polarity_R1 = Nd4j.createUninitialized(DataType.FLOAT, rows.rows(), 1);
    int start = 0;
    for (int block = 0; block < rows.blocks(); block++) {
      int end = start + rows.size(block);
      HostArrays.rows(x_RI, start, end).assign(rows.inputs(block));
      HostArrays.rows(polarity_R1, start, end).assign(rows.polarities(block));
      start = end;
    }
    INDArray inverseRows_11 = Nd4j.create(DataType.FLOAT, 1, 1).assign(1.0 / rows.rows());
    return Map.of(
        LayerGraph.INPUT, x_RI,
        LayerGraph.POLARITY, polarity_R1,
        LayerGraph.INVERSE_ROWS, inverseRows_11);
  }

  private void copyParametersToGraph() {
    graphArray(LayerGraph.KERNEL).assign(parameters.kernel());
    parameters.bias().ifPresent(bias -> graphArray(LayerGraph.BIAS).assign(bias));
  }

  private void copyParametersFromGraph() {
    // The session knows no decoupled decay; what it trained still lacks that of the weights before.
    parameters.kernel().muli(-optimizer.decay()).addi(graphArray(LayerGraph.KERNEL));
    parameters.bias().ifPresent(bias -> bias.assign(graphArray(LayerGraph.BIAS)));
  }

  private INDArray graphArray(String name) {
    return graph.sameDiff().getVariable(name).getArr();
  }

  @Override
  public void handOver(RowBlocks rows, HiddenRows next) {
    copyParametersToGraph();
    for (int block = 0; block < rows.blocks(); block++) {
      INDArray normalized_BO =
          graph
              .sameDiff()
              .outputSingle(Map.of(LayerGraph.INPUT, rows.inputs(block)), LayerGraph.NORMALIZED);
      next.receive(block).assign(normalized_BO);
    }
    next.received();
  }

  @Override
  public float[] updaterState() {
    int length = parameters.spec().parameters();
    float[] all = new float[state.size() * length];
    for (int vector = 0; vector < state.size(); vector++) {
      System.arraycopy(state.get(vector).toArray(), 0, all, vector * length, length);
    }
    return all;
  }

  @Override
  public int iteration() {
    return training.getIterationCount();
  }

  @Override
  public void restore(float[] updaterState, int iteration) {
    int length = parameters.spec().parameters();
    if (updaterState.length != state.size() * length) {
      throw new IllegalArgumentException(
          "updater state: expected %d values, received %d"
              .formatted(state.size() * length, updaterState.length));
    }
    for (int vector = 0; vector < state.size(); vector++) {
      state
          .get(vector)
          .set(Arrays.copyOfRange(updaterState, vector * length, (vector + 1) * length));
    }
    training.setIterationCount(iteration);
  }

  @Override
  public void close() {
    state.forEach(LayerParameters::close);
  }
}
