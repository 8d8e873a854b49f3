package io.ffsamediff.exec;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.DeviceConfig.ExecutorKind;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.device.BlasThreads;
import io.ffsamediff.graph.LayerParameters;
import org.jspecify.annotations.Nullable;

/** Trains one layer and hands its activations on; owns the layer's optimiser state. */
public interface GraphExecutor extends AutoCloseable {

  /**
   * One optimiser step on all rows: loss and gradient over every block, then one update.
   *
   * @param rows the layer's inputs, half positive, half negative
   * @return what was seen before the update
   */
  StepStatistics step(RowBlocks rows);

  /**
   * A step that also writes the normalised activations, detached, as they were before the update.
   *
   * @param rows the layer's inputs, half positive, half negative
   * @param next made for {@code rows} and this layer's units; null where nothing comes behind
   * @return what was seen before the update
   */
  default StepStatistics stepAndHandOver(RowBlocks rows, @Nullable HiddenRows next) {
    if (next != null) {
      handOver(rows, next);
    }
    return step(rows);
  }

  /**
   * Sets the learning rate of the steps from now on, and with it what they take away by weight
   * decay. It is no part of {@link #updaterState()}.
   *
   * @param factor of the configured learning rate, at least 0; 1 at the start
   */
  void setRate(double factor);

  /**
   * Writes the normalised activations of {@code rows}, detached, as the next layer's input.
   *
   * @param next made for {@code rows} and this layer's units
   */
  void handOver(RowBlocks rows, HiddenRows next);

  /**
   * Makes the layer's parameters what the last step has made of them: an executor may have them
   * elsewhere while it trains. To be called before anyone reads them.
   */
  default void publish() {}

  /**
   * State of the optimiser in the order of the parameters: for Adam the first moments, then the
   * second; for SGD the velocities, where there is momentum or it is damped.
   */
  float[] updaterState();

  /** Optimiser steps done. */
  int iteration();

  /**
   * Goes on from a saved state.
   *
   * @throws IllegalArgumentException if the state has another length than this layer's
   */
  void restore(float[] updaterState, int iteration);

  /** Running mean activity of each unit; empty without peer normalisation. */
  default float[] meanActivity() {
    return new float[0];
  }

  /**
   * Goes on from a saved running mean activity.
   *
   * @throws IllegalArgumentException if it has another length than this layer's
   */
  default void restoreMeanActivity(float[] meanActivity) {
    if (meanActivity.length > 0) {
      throw new IllegalArgumentException(
          "mean activity: expected none, received %d values".formatted(meanActivity.length));
    }
  }

  @Override
  void close();

  /**
   * The executor that {@code device} asks for.
   *
   * @param device how to run; its threads share the blocks of a batch
   * @param parameters the layer's parameters, changed by each step; closed by their owner
   */
  static GraphExecutor of(
      DeviceConfig device, LayerParameters parameters, OptimizerConfig optimizer) {
    return device.executor() == ExecutorKind.COMPILED
        ? new CompiledExecutor(parameters, optimizer, threads(device), device.matmulPrecision())
        : new SameDiffFitExecutor(parameters, optimizer);
  }

  /** Threads of a step: those that {@code device} asks for, else those of the BLAS. */
  static int threads(DeviceConfig device) {
    return device.threads().orElse(BlasThreads.get());
  }
}
