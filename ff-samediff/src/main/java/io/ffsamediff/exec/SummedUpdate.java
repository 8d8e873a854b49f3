package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.graph.DenseParameters;
import java.util.Arrays;
import java.util.List;

/** Parameters with their optimiser, where what they learn from is elsewhere. */
final class SummedUpdate implements AutoCloseable {

  private final DenseParameters parameters;
  private final DenseParameters gradient;
  private final Optimizer updater;
  private final WorkTeam team;

  /**
   * Takes over what the parameters are now.
   *
   * @param parameters changed by each step; closed by their owner
   * @param gradient of the same form; closed by its owner
   * @param threads threads that share an update, at least 1
   */
  SummedUpdate(
      DenseParameters parameters,
      DenseParameters gradient,
      OptimizerConfig optimizer,
      int threads) {
    this.parameters = parameters;
    this.gradient = gradient;
    this.team = WorkTeam.onHost(threads);
    this.updater =
        Optimizer.of(
            optimizer,
            parameters.flat(),
            List.of(gradient.flat()),
            Math.toIntExact(parameters.kernel().length()),
            team);
  }

  /** Takes over the gradient. */
  void take(LayerSums sums) {
    gradient.set(sums.values());
  }

  /** One optimiser step. */
  void apply() {
    updater.apply(1);
  }

  /**
   * Takes over what local steps have come to.
   *
   * @param mean what the shares' {@link LocalSteps} add up to
   * @param steps how many each share has done
   */
  void replace(LayerSums mean, int steps) {
    int count = Math.toIntExact(parameters.flat().length());
    float[] values = mean.values();
    parameters.set(Arrays.copyOf(values, count));
    updater.restore(Arrays.copyOfRange(values, count, values.length), updater.iteration() + steps);
  }

  /** The optimiser. */
  Optimizer optimizer() {
    return updater;
  }

  @Override
  public void close() {
    team.close();
  }
}
