package io.ffsamediff.exec;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Steps of a layer on small batches, one plan for each array that batches come in. */
final class SmallBatches implements AutoCloseable {

  private final SmallPrecision precision;
  private final LayerParameters parameters;
  private final LayerParameters gradient;
  private final Optional<PeerNormalizer> peers;
  private final WorkTeam team;
  private final IdentityHashMap<INDArray, SmallBatch> batches = new IdentityHashMap<>();

  /**
   * No plans yet.
   *
   * @param precision of the products
   * @param gradient receives the penalties' gradient, where there are penalties
   * @param peers the layer's peer normalisation, where it has one
   */
  SmallBatches(
      MatmulPrecision precision,
      LayerParameters parameters,
      LayerParameters gradient,
      Optional<PeerNormalizer> peers,
      WorkTeam team) {
    this.precision = new SmallPrecision(precision, parameters, team.size());
    this.parameters = parameters;
    this.gradient = gradient;
    this.peers = peers;
    this.team = team;
  }

  /** Whether the threads should share the products of a batch instead of its blocks. */
  boolean take(RowBlocks rows) {
    int items = rows.neutralOf().isPresent() ? rows.rows() : rows.rows() / 2;
    return StepPart.blocks(rows) == 1
        && team.size() > 1
        && SmallShare.suffice(team.size(), items, parameters.spec())
        && BlockSize.isWorthAThread(rows.rows() / team.size(), parameters.spec());
  }

  /**
   * One optimiser step.
   *
   * @param next receives the normalised activations; null where nothing comes behind
   * @param penalty adds the penalty's gradient and returns the penalty
   * @param penalised whether there is a penalty
   */
  StepStatistics step(
      RowBlocks rows,
      @Nullable HiddenRows next,
      UpdaterStep updater,
      DoubleSupplier penalty,
      boolean penalised) {
    SmallBatch batch = of(rows);
    batch.forward(next, rows.revision(), updater.iteration());
    double loss = batch.sum(LayerGraph.LOSS_SUM) / rows.rows();
    if (penalised) {
      gradient.flat().assign(0);
      loss += penalty.getAsDouble();
    }
    batch.update(updater, penalised);
    return StepStatistics.of(
        loss,
        rows.rows(),
        batch.sum(LayerGraph.GOODNESS_SUM),
        batch.sum(LayerGraph.GOODNESS_CONTRAST));
  }

  /**
   * Writes the normalised activations of {@code rows}.
   *
   * @param iteration steps done
   */
  void handOver(RowBlocks rows, HiddenRows next, int iteration) {
    SmallBatch batch = of(rows);
    WorkTeam.withBlasOfOneThread(
        () ->
            rows.neutralOf().isPresent()
                ? batch.handOverNeutral(next, rows.revision(), iteration)
                : batch.handOver(next, rows.revision(), iteration));
  }

  private SmallBatch of(RowBlocks rows) {
    INDArray x_BI = SmallBatch.inputs(rows);
    SmallBatch batch = batches.get(x_BI);
    if (batch == null) {
      batch = new SmallBatch(precision, parameters, gradient, peers, team, rows);
      batches.put(x_BI, batch);
    }
    return batch;
  }

  /** Forgets what was kept of the kernel, which has been changed otherwise than by a step. */
  void forget() {
    precision.forget();
    batches.values().forEach(SmallBatch::forget);
  }

  @Override
  public void close() {
    batches.values().forEach(SmallBatch::close);
    precision.close();
  }
}
