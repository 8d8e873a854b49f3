package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.LayerParameters;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A layer where its optimiser is, while its rows are elsewhere: does steps from what all rows add
 * up to, as {@link PartialLayer} has it for shares of them.
 */
public final class SummedLayer implements AutoCloseable {

  private final LayerParameters parameters;
  private final LayerParameters gradient;
  private final Optimizer updater;
  private final Optional<PenaltyPlan> penalty;
  private final Optional<PeerNormalizer> peers;
  private final WorkTeam team;

  /**
   * Takes over what the layer is now.
   *
   * @param parameters changed by each step; closed by their owner
   * @param threads threads that share an update, at least 1
   */
  public SummedLayer(LayerParameters parameters, OptimizerConfig optimizer, int threads) {
    this.team = WorkTeam.onHost(threads);
    this.parameters = parameters;
    this.gradient = new LayerParameters(parameters.spec());
    this.updater =
        Optimizer.of(
            optimizer,
            parameters.flat(),
            List.of(gradient.flat()),
            Math.toIntExact(parameters.kernel().length()),
            team);
    this.penalty =
        PenaltyPlan.of(FFDense.build(parameters.spec(), DataType.FLOAT), parameters, gradient);
    this.peers =
        Optional.ofNullable(parameters.spec().config().peerNormalization())
            .map(config -> new PeerNormalizer(config, parameters.spec().units()));
  }

  /**
   * One optimiser step.
   *
   * @param sums of all rows of the batch
   * @return what was seen before the update
   */
  public StepStatistics step(LayerSums sums) {
    gradient.set(sums.values());
    double added = penalty.map(PenaltyPlan::add).orElse(0.0);
    updater.apply(1);
    peers.ifPresent(
        p -> {
          p.add(FloatBuffer.wrap(sums.activity_O()));
          p.update(Math.toIntExact(sums.rows() / 2));
        });
    return sums.statistics(added);
  }

  /**
   * Takes over what local steps have come to.
   *
   * @param mean what the shares' {@link LocalSteps} add up to
   * @param steps how many each share has done
   * @return what was seen, each step before its update
   */
  public StepStatistics replace(LayerSums mean, int steps) {
    int count = Math.toIntExact(parameters.flat().length());
    parameters.set(Arrays.copyOf(mean.values(), count));
    updater.restore(
        Arrays.copyOfRange(mean.values(), count, mean.values().length),
        updater.iteration() + steps);
    restoreMeanActivity(mean.activity_O());
    return mean.statistics(0);
  }

  /** As {@link GraphExecutor#setRate}. */
  public void setRate(double factor) {
    updater.setRate(factor);
  }

  /** As {@link GraphExecutor#updaterState}. */
  public float[] updaterState() {
    return updater.state();
  }

  /** Optimiser steps done. */
  public int iteration() {
    return updater.iteration();
  }

  /** As {@link GraphExecutor#restore}. */
  public void restore(float[] updaterState, int iteration) {
    updater.restore(updaterState, iteration);
  }

  /** Running mean activity of each unit; empty without peer normalisation. */
  public float[] meanActivity() {
    return peers.map(PeerNormalizer::mean).orElse(new float[0]);
  }

  /** As {@link GraphExecutor#restoreMeanActivity}, where there is peer normalisation. */
  public void restoreMeanActivity(float[] meanActivity) {
    peers.ifPresent(p -> p.restore(meanActivity));
  }

  @Override
  public void close() {
    gradient.close();
    penalty.ifPresent(PenaltyPlan::close);
    peers.ifPresent(PeerNormalizer::close);
    team.close();
  }
}
