package io.ffsamediff.exec;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.PairBlocks;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import java.util.Optional;

/**
 * What one thread of a step has to itself: plans with their buffers, and the sums over its blocks.
 */
final class StepPart implements AutoCloseable {

  private final LayerParameters parameters;
  private final Optional<Bf16Layer> bf16;
  private final HostKernels kernels;
  private final Optional<PeerNormalizer> peers;
  private final StepTargets targets;
  private final RowPlans rowPlans;
  private Optional<PairPlans> pairPlans = Optional.empty();

  /**
   * Prepares a part.
   *
   * @param precision of the products
   * @param peers the layer's peer normalisation, where it has one
   */
  StepPart(
      LayerGraph graph,
      LayerParameters parameters,
      MatmulPrecision precision,
      Optional<PeerNormalizer> peers) {
    this.parameters = parameters;
    this.peers = peers;
    HostKernels floats = HostKernels.of(parameters.spec());
    boolean narrow = precision == MatmulPrecision.BF16 && floats.available();
    this.bf16 = narrow ? Optional.of(new Bf16Layer()) : Optional.empty();
    this.kernels = bf16.map(floats::with).orElse(floats);
    this.targets = new StepTargets(parameters.spec());
    this.rowPlans = new RowPlans(graph, parameters, targets, kernels, peers);
  }

  /** Blocks in which a part takes {@code rows}: pairs share theirs. */
  static int blocks(RowBlocks rows) {
    Optional<PairBlocks> pairs = rows.pairs();
    return pairs.isPresent() ? pairs.get().blocks() : rows.blocks();
  }

  /** Loss and gradient of the blocks {@code from} (inclusive) to {@code to} (exclusive). */
  void step(RowBlocks rows, int from, int to) {
    step(rows, rows.rows(), from, to);
  }

  /** The same where the batch has {@code allRows} rows, of which {@code rows} are a share. */
  void step(RowBlocks rows, long allRows, int from, int to) {
    targets.setRows(allRows);
    if (bf16.isPresent()) {
      bf16.get().run(rows.revision(), () -> runStep(rows, from, to));
    } else {
      runStep(rows, from, to);
    }
  }

  private void runStep(RowBlocks rows, int from, int to) {
    Optional<PairBlocks> pairs = rows.pairs();
    if (pairs.isPresent()) {
      plansFor(pairs.get()).step(pairs.get(), from, to);
    } else {
      rowPlans.step(rows, from, to);
    }
  }

  /** Writes the normalised activations of the blocks {@code from} to {@code to - 1}. */
  void handOver(RowBlocks rows, HiddenRows next, int from, int to) {
    if (bf16.isPresent()) {
      bf16.get().run(rows.revision(), () -> runHandOver(rows, next, from, to));
    } else {
      runHandOver(rows, next, from, to);
    }
  }

  private void runHandOver(RowBlocks rows, HiddenRows next, int from, int to) {
    Optional<PairBlocks> pairs = rows.pairs();
    if (pairs.isPresent()) {
      plansFor(pairs.get()).handOver(pairs.get(), next, from, to);
    } else {
      rowPlans.handOver(rows, next, from, to);
    }
  }

  private PairPlans plansFor(PairBlocks pairs) {
    if (pairPlans.isEmpty()) {
      pairPlans = Optional.of(new PairPlans(parameters, targets, kernels, peers, pairs));
    }
    return pairPlans.get();
  }

  /** What the blocks of the last step add up to. */
  StepTargets targets() {
    return targets;
  }

  @Override
  public void close() {
    rowPlans.close();
    pairPlans.ifPresent(PairPlans::close);
    bf16.ifPresent(Bf16Layer::close);
    targets.close();
  }
}
