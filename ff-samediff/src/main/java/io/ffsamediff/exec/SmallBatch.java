package io.ffsamediff.exec;

import io.ffsamediff.data.Crew;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.PairBlocks;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/*
 * With few rows, the kernel, its gradient and the optimiser's state are most of what a step moves
 * through memory. Threads that took rows each would all read the whole kernel and each write a gradient.
 * So a thread computes some units of the product, then some rows of what follows, then the gradient of
 * its units and the update: a weight is only ever in the cache of one core.
 */
/** The step on a batch of one block, whose products the threads share. */
final class SmallBatch implements AutoCloseable {

  private final WorkTeam team;
  private final Optional<PeerNormalizer> peers;
  private final INDArray z_BO;
  private final INDArray inverseRows_11;
  private final List<SmallPart> parts = new ArrayList<>();
  private final Crew.Work multiply = (part, from, to) -> multiply(part);
  private boolean keepsProduct;
  private int revision;
  private int iteration;

  /**
   * Prepares the step for batches in these arrays.
   *
   * @param precision of the products
   * @param penalty holds the penalties' gradient, where there are penalties
   * @param batch one block
   */
  SmallBatch(
      SmallPrecision precision,
      LayerParameters parameters,
      LayerParameters penalty,
      Optional<PeerNormalizer> peers,
      WorkTeam team,
      RowBlocks batch) {
    this.team = team;
    this.peers = peers;
    INDArray x_BI = inputs(batch);
    this.z_BO =
        Nd4j.create(DataType.FLOAT, new long[] {x_BI.rows(), parameters.spec().units()}, 'c');
    boolean images = pairs(batch).isPresent();
    int rows = images ? 2 * x_BI.rows() : x_BI.rows();
    this.inverseRows_11 = Nd4j.create(DataType.FLOAT, 1, 1).assign(1.0 / rows);
    for (int part = 0; part < team.size(); part++) {
      SmallShare share = SmallShare.of(part, team.size(), x_BI.rows(), parameters.spec());
      parts.add(
          new SmallPart(share, precision, parameters, penalty, batch, z_BO, inverseRows_11, peers));
    }
  }

  /** The array by which batches are told apart. */
  static INDArray inputs(RowBlocks batch) {
    Optional<PairBlocks> pairs = pairs(batch);
    return pairs.isPresent() ? pairs.get().images(0) : batch.inputs(0);
  }

  /** The pairs that a batch is of, or whose images it is. */
  static Optional<PairBlocks> pairs(RowBlocks batch) {
    Optional<PairBlocks> pairs = batch.pairs();
    return pairs.isPresent() ? pairs : batch.neutralOf();
  }

  /**
   * Everything up to the gradient by pre-activations, and the sums over rows.
   *
   * @param next receives the normalised activations; null where nothing comes behind
   * @param revision number of the inputs' contents
   * @param iteration steps done
   */
  void forward(@Nullable HiddenRows next, int revision, int iteration) {
    if (!keepsProduct || this.revision != revision || this.iteration != iteration) {
      multiply(revision, iteration);
    }
    keepsProduct = false;
    team.run((part, from, to) -> parts.get(part).rows().train(next), parts.size(), parts.size());
    peers.ifPresent(this::addActivities);
  }

  private void multiply(int revision, int iteration) {
    this.revision = revision;
    this.iteration = iteration;
    team.run(multiply, parts.size(), parts.size());
  }

  private void multiply(int part) {
    parts.get(part).multiply(revision, iteration);
  }

  private void addActivities(PeerNormalizer normalizer) {
    for (SmallPart part : parts) {
      normalizer.add(Objects.requireNonNull(part.rows().sum(LayerGraph.ACTIVITY_SUM)));
    }
  }

  /** Sum over all rows of an output of the graph that is one number. */
  double sum(String name) {
    double sum = 0;
    for (int part = 0; part < parts.size(); part++) {
      sum += Objects.requireNonNull(parts.get(part).rows().sum(name)).get(0);
    }
    return sum;
  }

  /**
   * The gradient and the update.
   *
   * @param penalised whether the penalties' gradient is added
   */
  void update(UpdaterStep updater, boolean penalised) {
    updater.start(1);
    team.run(
        (part, from, to) -> parts.get(part).update(updater, penalised, parts),
        parts.size(),
        parts.size());
    updater.finish();
  }

  /** Writes the normalised activations; returns the parts in which that was done. */
  int handOver(HiddenRows next, int revision, int iteration) {
    keepsProduct = false;
    multiply(revision, iteration);
    return team.run(
        (part, from, to) -> parts.get(part).rows().handOver(next, false),
        parts.size(),
        parts.size());
  }

  /**
   * Writes the normalised activations with the neutral label, and keeps the images' product for the
   * step.
   */
  int handOverNeutral(HiddenRows next, int revision, int iteration) {
    multiply(revision, iteration);
    keepsProduct = true;
    return team.run(
        (part, from, to) -> parts.get(part).rows().handOver(next, true),
        parts.size(),
        parts.size());
  }

  /** Forgets a product that was kept for a step. */
  void forget() {
    keepsProduct = false;
  }

  @Override
  public void close() {
    parts.forEach(SmallPart::close);
    z_BO.close();
    inverseRows_11.close();
  }
}
