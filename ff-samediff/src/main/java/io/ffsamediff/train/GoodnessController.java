package io.ffsamediff.train;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.BlockSize;
import io.ffsamediff.exec.GraphExecutor;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.exec.StepStatistics;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What the controllers of Forward-Forward share: an executor for each layer, and its inputs. */
abstract sealed class GoodnessController extends EpochController
    permits LayerwiseController, InterleavedController {

  private final LayerInputs inputs;

  /** As {@link EpochController}. */
  GoodnessController(
      RunConfig run,
      FFNetwork network,
      FFNetwork judged,
      Dataset data,
      RowEncoder encoder,
      Validation validation,
      Function<DeviceConfig, NetworkExecutors> executors) {
    super(
        run,
        network,
        judged,
        data,
        encoder,
        validation,
        blockRows(run, network, batchSize(run, data)),
        network.layers().size(),
        executors);
    this.inputs = new LayerInputs(network.specs());
    for (LayerParameters layer : network.layers()) {
      executors().addLayer(layer, run.training().optimizerOf(layer.spec().config()));
    }
  }

  private static int blockRows(RunConfig run, FFNetwork network, int batchSize) {
    return run.device()
        .blockRows()
        .orElse(BlockSize.derive(network.specs(), batchSize, run.device()));
  }

  /** Takes a step into the sums and tells of it. */
  final void report(TrainingCursor at, StepStatistics seen, int pairs, TrainingListener listener) {
    guard().onStep(at, seen);
    meter().add(at.layer(), seen, pairs);
    listener.onStep(new StepEvent(at, seen.loss()));
  }

  final GraphExecutor executor(int layer) {
    return executors().layer(layer);
  }

  final int layers() {
    return network().layers().size();
  }

  final LayerInputs inputs() {
    return inputs;
  }

  @Override
  public TrainingState state() {
    executors().publish();
    List<LayerState> states = new ArrayList<>();
    for (int l = 0; l < layers(); l++) {
      GraphExecutor executor = executor(l);
      states.add(
          new LayerState(
              network().layers().get(l).toArray(),
              executor.updaterState(),
              executor.iteration(),
              executor.meanActivity()));
    }
    return new TrainingState(next(), meter().totals(), states);
  }

  @Override
  public void restore(TrainingState state) {
    for (int l = 0; l < layers(); l++) {
      LayerState layer = state.layers().get(l);
      network().layers().get(l).set(layer.parameters());
      executor(l).restore(layer.updaterState(), layer.iteration());
      executor(l).restoreMeanActivity(layer.meanActivity());
    }
    meter().restore(state.totals());
    moveTo(state.next());
  }

  @Override
  public void close() {
    inputs.close();
    super.close();
  }
}
