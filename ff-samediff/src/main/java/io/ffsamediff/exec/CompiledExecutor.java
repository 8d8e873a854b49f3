package io.ffsamediff.exec;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.data.Crew;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a layer's graph through {@link CompiledGraph}: rows that are pairs through the graph of
 * pairs, others through the plain one. Each thread does a share of the blocks and has its own
 * gradient; the optimiser adds them up as it reads them. Of a batch of one block the threads share
 * the products instead, see {@link SmallBatch}.
 */
public final class CompiledExecutor implements GraphExecutor {

  private final WorkTeam team;
  private final boolean ownsTeam;
  private final List<StepPart> parts = new ArrayList<>();
  private final Optional<PeerNormalizer> peers;
  private final Optimizer updater;
  private final Optional<UpdaterStep> hostUpdater;
  private final Optional<PenaltyPlan> penalty;
  private final Optional<SmallBatches> small;

  /**
   * Builds the layer's graph, with threads of its own.
   *
   * @param parameters the layer's parameters, changed by each step; closed by their owner
   * @param threads threads that share the blocks of a batch, at least 1
   * @param precision of the products
   */
  public CompiledExecutor(
      LayerParameters parameters,
      OptimizerConfig optimizer,
      int threads,
      MatmulPrecision precision) {
    this(parameters, optimizer, WorkTeam.onHost(threads), true, precision);
  }

  /**
   * Builds the layer's graph.
   *
   * @param team threads that share the blocks of a batch
   * @param ownsTeam whether they end with this executor
   */
  CompiledExecutor(
      LayerParameters parameters,
      OptimizerConfig optimizer,
      WorkTeam team,
      boolean ownsTeam,
      MatmulPrecision precision) {
    LayerGraph graph = FFDense.build(parameters.spec(), DataType.FLOAT);
    boolean host = HostKernels.of(parameters.spec()).available();
    this.team = team;
    this.ownsTeam = ownsTeam;
    this.peers =
        Optional.ofNullable(parameters.spec().config().peerNormalization())
            .map(config -> new PeerNormalizer(config, parameters.spec().units()));
    for (int part = 0; part < team.size(); part++) {
      parts.add(new StepPart(graph, parameters, precision, peers));
    }
    List<INDArray> gradients =
        parts.stream().map(part -> part.targets().gradient().flat()).toList();
    int weights = Math.toIntExact(parameters.kernel().length());
    this.updater = Optimizer.of(optimizer, parameters.flat(), gradients, weights, team);
    this.hostUpdater = updater instanceof UpdaterStep step ? Optional.of(step) : Optional.empty();
    LayerParameters gradient = parts.get(0).targets().gradient();
    this.penalty = PenaltyPlan.of(graph, parameters, gradient);
    this.small =
        host
            ? Optional.of(new SmallBatches(precision, parameters, gradient, peers, team))
            : Optional.empty();
  }

  @Override
  public StepStatistics step(RowBlocks rows) {
    return stepAndHandOver(rows, null);
  }

  @Override
  public StepStatistics stepAndHandOver(RowBlocks rows, @Nullable HiddenRows next) {
    StepStatistics seen;
    if (small.isPresent() && small.get().take(rows)) {
      seen = smallStep(small.get(), rows, next);
    } else {
      if (next != null) {
        handOver(rows, next);
      }
      seen = step(rows, run(rows, (part, from, to) -> parts.get(part).step(rows, from, to)));
    }
    peers.ifPresent(p -> p.update(rows.rows() / 2));
    return seen;
  }

  private StepStatistics smallStep(
      SmallBatches batches, RowBlocks rows, @Nullable HiddenRows next) {
    StepStatistics seen =
        WorkTeam.withBlasOfOneThread(
            () ->
                batches.step(
                    rows, next, hostUpdater.orElseThrow(), this::penalty, penalty.isPresent()));
    if (next != null) {
      next.received();
    }
    return seen;
  }

  /** Ends a step that was done in {@code used} parts. */
  private StepStatistics step(RowBlocks rows, int used) {
    double lossSum = 0;
    double goodnessSum = 0;
    double goodnessContrast = 0;
    for (StepPart part : parts.subList(0, used)) {
      lossSum += part.targets().lossSum();
      goodnessSum += part.targets().goodnessSum();
      goodnessContrast += part.targets().goodnessContrast();
      peers.ifPresent(p -> p.add(part.targets().activitySum().orElseThrow().read()));
    }
    double loss = lossSum / rows.rows() + penalty();
    updater.apply(used);
    return StepStatistics.of(loss, rows.rows(), goodnessSum, goodnessContrast);
  }

  @Override
  public void setRate(double factor) {
    updater.setRate(factor);
  }

  @Override
  public void handOver(RowBlocks rows, HiddenRows next) {
    if (small.isPresent() && small.get().take(rows)) {
      small.get().handOver(rows, next, updater.iteration());
    } else {
      run(rows, (part, from, to) -> parts.get(part).handOver(rows, next, from, to));
    }
    next.received();
  }

  /** Runs a pass over the blocks; returns the number of parts that had some. */
  private int run(RowBlocks rows, Crew.Work pass) {
    return team.share(pass, StepPart.blocks(rows));
  }

  private double penalty() {
    return penalty.map(PenaltyPlan::add).orElse(0.0);
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
    small.ifPresent(SmallBatches::forget);
  }

  @Override
  public float[] meanActivity() {
    return peers.map(PeerNormalizer::mean).orElse(new float[0]);
  }

  @Override
  public void restoreMeanActivity(float[] meanActivity) {
    if (peers.isPresent()) {
      peers.get().restore(meanActivity);
    } else {
      GraphExecutor.super.restoreMeanActivity(meanActivity);
    }
  }

  @Override
  public void close() {
    small.ifPresent(SmallBatches::close);
    parts.forEach(StepPart::close);
    peers.ifPresent(PeerNormalizer::close);
    penalty.ifPresent(PenaltyPlan::close);
    if (ownsTeam) {
      team.close();
    }
  }
}
