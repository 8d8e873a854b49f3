package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.LayerParameters;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A layer where its optimiser is, while its rows are elsewhere: does steps from what all rows add
 * up to, as {@link PartialLayer} has it for shares of them.
 */
public final class SummedLayer implements AutoCloseable {

  private final LayerParameters gradient;
  private final SummedUpdate update;
  private final Optional<PenaltyPlan> penalty;
  private final Optional<PeerNormalizer> peers;

  /**
   * Takes over what the layer is now.
   *
   * @param parameters changed by each step; closed by their owner
   * @param threads threads that share an update, at least 1
   */
  public SummedLayer(LayerParameters parameters, OptimizerConfig optimizer, int threads) {
    this.gradient = new LayerParameters(parameters.spec());
    this.update = new SummedUpdate(parameters, gradient, optimizer, threads);
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
    update.take(sums);
    double added = penalty.map(PenaltyPlan::add).orElse(0.0);
    update.apply();
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
    update.replace(mean, steps);
    restoreMeanActivity(mean.activity_O());
    return mean.statistics(0);
  }

  /** As {@link GraphExecutor#setRate}. */
  public void setRate(double factor) {
    update.optimizer().setRate(factor);
  }

  /** As {@link GraphExecutor#updaterState}. */
  public float[] updaterState() {
    return update.optimizer().state();
  }

  /** Optimiser steps done. */
  public int iteration() {
    return update.optimizer().iteration();
  }

  /** As {@link GraphExecutor#restore}. */
  public void restore(float[] updaterState, int iteration) {
    update.optimizer().restore(updaterState, iteration);
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
    update.close();
  }
}
