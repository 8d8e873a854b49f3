package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.graph.HeadParameters;
import java.nio.FloatBuffer;
import java.util.List;

/** Runs a head's graph where ND4J's arrays are. */
final class CompiledHeadExecutor implements HeadExecutor {

  private final HeadPlans plans;
  private final Optimizer updater;

  /** For {@code parameters}, which steps change and their owner closes. */
  CompiledHeadExecutor(HeadParameters parameters, OptimizerConfig optimizer, WorkTeam team) {
    this.plans = new HeadPlans(parameters);
    this.updater =
        Optimizer.of(
            optimizer,
            parameters.flat(),
            List.of(plans.gradient().flat()),
            Math.toIntExact(parameters.kernel().length()),
            team);
  }

  @Override
  public Step step(List<HiddenRows> inputs, int[] labels_B) {
    FloatBuffer probabilities_BC = plans.run(inputs, labels_B, labels_B.length);
    updater.apply(1);
    return new Step(ClassRows.loss(probabilities_BC, labels_B), probabilities_BC);
  }

  @Override
  public void setRate(double factor) {
    updater.setRate(factor);
  }

  @Override
  public float[] updaterState() {
    return updater.state();
  }

  @Override
  public int iteration() {
    return updater.iteration();
  }

  @Override
  public void restore(float[] updaterState, int iteration) {
    updater.restore(updaterState, iteration);
  }

  @Override
  public void close() {
    plans.close();
  }
}
