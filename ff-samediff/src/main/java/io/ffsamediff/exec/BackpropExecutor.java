package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.graph.DenseParameters;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a multi-layer perceptron by back-propagation; owns the state of its optimisers, one for
 * each hidden layer and one for the softmax layer. Matrix products use the threads of BLAS.
 */
public final class BackpropExecutor implements AutoCloseable {

  private final List<LayerParameters> layers;
  private final HeadParameters softmax;
  private final double dropout;
  private final List<DenseParameters> gradients = new ArrayList<>();
  private final List<Optimizer> updaters = new ArrayList<>();
  private final Map<Integer, BackpropPlan> plans = new HashMap<>();

  /**
   * For parameters that steps change and their owner closes.
   *
   * @param layers the hidden layers, first to last
   * @param softmax the softmax layer on the last of them
   * @param dropout share of hidden activations that are dropped, from 0 on and below 1
   */
  BackpropExecutor(
      List<LayerParameters> layers,
      HeadParameters softmax,
      OptimizerConfig optimizer,
      double dropout,
      WorkTeam team) {
    this.layers = List.copyOf(layers);
    this.softmax = softmax;
    this.dropout = dropout;
    for (LayerParameters layer : layers) {
      add(layer, new LayerParameters(layer.spec()), optimizer, team);
    }
    add(softmax, new HeadParameters(softmax.spec()), optimizer, team);
  }

  private void add(
      DenseParameters parameters,
      DenseParameters gradient,
      OptimizerConfig optimizer,
      WorkTeam team) {
    gradients.add(gradient);
    int decayed = Math.toIntExact(parameters.kernel().length());
    updaters.add(
        Optimizer.of(optimizer, parameters.flat(), List.of(gradient.flat()), decayed, team));
  }

  /**
   * One optimiser step of all layers.
   *
   * @param x_BI images
   * @param labels_B their true labels
   * @param seeds for each hidden layer, from 0, what decides which activations are dropped
   * @return mean cross-entropy before the update, of the network with its dropout
   */
  public double step(INDArray x_BI, int[] labels_B, IntToLongFunction seeds) {
    BackpropPlan plan =
        plans.computeIfAbsent(
            labels_B.length,
            rows -> new BackpropPlan(layers, softmax, gradients, dropout, rows, x_BI));
    double loss = plan.run(x_BI, labels_B, seeds);
    for (Optimizer updater : updaters) {
      updater.apply(1);
    }
    return loss;
  }

  /** Sets the learning rate of the steps from now on, as {@link GraphExecutor#setRate}. */
  public void setRate(double factor) {
    for (Optimizer updater : updaters) {
      updater.setRate(factor);
    }
  }

  /** State of the optimiser of part {@code part}: a hidden layer, from 0, or the softmax layer. */
  public float[] updaterState(int part) {
    return updaters.get(part).state();
  }

  /** Optimiser steps done. */
  public int iteration() {
    return updaters.get(0).iteration();
  }

  /**
   * Goes on from a saved state of part {@code part}.
   *
   * @throws IllegalArgumentException if the state has another length than this part's
   */
  public void restore(int part, float[] updaterState, int iteration) {
    updaters.get(part).restore(updaterState, iteration);
  }

  @Override
  public void close() {
    plans.values().forEach(BackpropPlan::close);
    gradients.forEach(DenseParameters::close);
  }
}
