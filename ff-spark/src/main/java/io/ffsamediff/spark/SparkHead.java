package io.ffsamediff.spark;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.exec.HeadExecutor;
import io.ffsamediff.exec.LayerSums;
import io.ffsamediff.exec.SummedHead;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.train.LayerState;
import java.nio.FloatBuffer;
import java.util.List;

/** A softmax head whose examples are in partitions, and whose optimiser is here. */
final class SparkHead implements HeadExecutor, SparkLayers.Trainee {

  private final SparkLayers network;
  private final int number;
  private final HeadParameters parameters;
  private final SummedHead summed;

  /**
   * A head of {@code network}.
   *
   * @param number of trainees before it
   * @param parameters changed by each step; closed by their owner
   */
  SparkHead(
      SparkLayers network,
      int number,
      HeadParameters parameters,
      OptimizerConfig optimizer,
      int threads) {
    this.network = network;
    this.number = number;
    this.parameters = parameters;
    this.summed = new SummedHead(parameters, optimizer, threads);
  }

  @Override
  public LayerState state(boolean withOptimizer) {
    return new LayerState(
        parameters.toArray(),
        withOptimizer ? summed.updaterState() : new float[0],
        summed.iteration());
  }

  /** What it learns from is in the partitions; probabilities stay there. */
  @Override
  public Step step(List<HiddenRows> inputs, int[] labels_B) {
    LayerSums sums = network.sums(number);
    double loss =
        network
            .clock()
            .optimizer(
                () ->
                    network.localSteps() > 1
                        ? summed.replace(sums, network.stepsAtOnce())
                        : summed.step(sums));
    return new Step(loss, FloatBuffer.allocate(0));
  }

  @Override
  public void setRate(double factor) {
    summed.setRate(factor);
  }

  @Override
  public float[] updaterState() {
    return summed.updaterState();
  }

  @Override
  public int iteration() {
    return summed.iteration();
  }

  @Override
  public void restore(float[] updaterState, int iteration) {
    summed.restore(updaterState, iteration);
  }

  @Override
  public void close() {
    summed.close();
  }
}
