package io.ffsamediff.spark;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.DistantRows;
import io.ffsamediff.exec.GraphExecutor;
import io.ffsamediff.exec.HeadExecutor;
import io.ffsamediff.exec.LayerSums;
import io.ffsamediff.exec.RemoteLayers;
import io.ffsamediff.exec.StageTimes;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.train.LayerState;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/*
 * Layerwise, a step is one job for one layer. Interleaved, no layer needs what another one learns from the
 * batch: one job brings the sums of all layers and of the head, and each takes its own when it is its turn.
 */
/** Layers whose rows are in the partitions of a Spark cluster, and whose optimisers are here. */
final class SparkLayers implements RemoteLayers {

  private static final byte[] NO_NEGATIVES = {};
  private static final int[] NO_ORDER = {};

  private final RunConfig config;
  private final Partitions partitions;
  private final int threads;
  private final StageClock clock = new StageClock();
  private final List<Trainee> trainees = new ArrayList<>();
  private final List<LayerWork.HandedOver> below = new ArrayList<>();
  private final int localSteps;
  private final boolean together;
  private EpochSent epoch;
  private BatchCut cut = new BatchCut(1, 1);
  private int batch;
  private double rate = 1;
  private long handOvers;
  private @Nullable List<LayerSums> sums;

  /** What has an optimiser here. */
  interface Trainee {

    /** What it is now; the optimiser's state where shares do steps by themselves. */
    LayerState state(boolean withOptimizer);
  }

  /**
   * No layers yet.
   *
   * @param config of the run
   * @param partitions where the rows are
   * @param threads threads that share an update
   */
  SparkLayers(RunConfig config, Partitions partitions, int threads) {
    this.config = config;
    this.partitions = partitions;
    this.threads = threads;
    this.localSteps = config.cluster().localSteps();
    this.together = config.training() instanceof TrainingConfig.Interleaved;
    this.epoch = sent(0, 0, NO_NEGATIVES, NO_ORDER, 0);
  }

  private EpochSent sent(int draw, int number, byte[] negatives_N, int[] order_N, long seed) {
    return new EpochSent(
        draw, number, partitions.broadcast(negatives_N), partitions.broadcast(order_N), seed);
  }

  @Override
  public GraphExecutor layer(LayerParameters parameters, OptimizerConfig optimizer) {
    SparkLayer layer = new SparkLayer(this, parameters, optimizer, threads);
    trainees.add(layer);
    return layer;
  }

  @Override
  public HeadExecutor head(HeadParameters parameters, OptimizerConfig optimizer) {
    SparkHead head = new SparkHead(this, trainees.size(), parameters, optimizer, threads);
    trainees.add(head);
    return head;
  }

  @Override
  public Batches<DistantRows> batches(RunConfig run, Dataset data, int inputs) {
    cut = SparkRules.cut(run, data.size());
    return new DistantBatches(cut, together ? localSteps : 1, inputs, this);
  }

  /** An epoch begins. */
  void start(int number, int[] order_N, int[] negatives_N, long seed) {
    byte[] negatives = new byte[negatives_N.length];
    for (int i = 0; i < negatives.length; i++) {
      negatives[i] = (byte) negatives_N[i];
    }
    EpochSent before = epoch;
    boolean whole = cut.count() == 1 && config.augmentation() == null;
    clock.broadcast(
        () -> epoch = sent(before.draw() + 1, number, negatives, whole ? NO_ORDER : order_N, seed));
    before.destroy();
  }

  /** The batch, or the first of those that are done at once, is the {@code index}-th, from 0. */
  void startBatch(int index) {
    batch = index;
    sums = null;
  }

  /** Optimiser steps that shares do by themselves; 1 where they leave them to this side. */
  int localSteps() {
    return localSteps;
  }

  /** Optimiser steps of shares on the present batches. */
  int stepsAtOnce() {
    return together ? lastBatch() - batch : localSteps;
  }

  private int lastBatch() {
    return together ? Math.min(cut.count(), batch + localSteps) : batch + 1;
  }

  /** Where the time goes. */
  StageClock clock() {
    return clock;
  }

  /** Sets the learning rate of the steps that shares do by themselves. */
  void setRate(double factor) {
    rate = factor;
  }

  /** What the shares of the present batch come to for a layer, or for the head behind them. */
  LayerSums sums(int trainee) {
    if (!together) {
      return layerSums(trainee);
    }
    List<LayerSums> known = sums;
    if (known == null) {
      known = batchSums();
      sums = known;
    }
    return known.get(trainee);
  }

  private LayerSums layerSums(int layer) {
    LayerState state = trainees.get(layer).state(config.cluster().averages());
    String what =
        "layer %d, epoch %d, batch %d, step %d"
            .formatted(layer + 1, epoch.epoch() + 1, batch + 1, state.iteration() + 1);
    Broadcast<LayerState> sent = clock.broadcast(() -> partitions.broadcast(state));
    try {
      LayerWork work =
          new LayerWork(epoch, batch, layer, List.copyOf(below.subList(0, layer)), sent);
      return clock.job(() -> partitions.sums(what, work)).get(0);
    } finally {
      sent.destroy();
    }
  }

  private List<LayerSums> batchSums() {
    boolean averages = config.cluster().averages();
    List<LayerState> states = trainees.stream().map(t -> t.state(averages)).toList();
    String what = "all layers, epoch %d, batch %d".formatted(epoch.epoch() + 1, batch + 1);
    Broadcast<List<LayerState>> sent = clock.broadcast(() -> partitions.broadcast(states));
    try {
      BatchWork work = new BatchWork(epoch, batch, lastBatch(), rate, sent);
      return clock.job(() -> partitions.sums(what, work));
    } finally {
      sent.destroy();
    }
  }

  /** Notes with which parameters a layer has handed on; shares do so when they are next needed. */
  void handOver(int layer, float[] parameters) {
    while (below.size() > layer) {
      below.remove(below.size() - 1).parameters().destroy();
    }
    Broadcast<float[]> sent = clock.broadcast(() -> partitions.broadcast(parameters));
    below.add(new LayerWork.HandedOver(handOvers++, sent));
  }

  @Override
  public StageTimes takeStageTimes() {
    return clock.take();
  }

  @Override
  public void close() {
    epoch.destroy();
    below.forEach(each -> each.parameters().destroy());
  }
}
