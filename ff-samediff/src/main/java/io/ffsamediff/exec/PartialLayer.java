package io.ffsamediff.exec;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.HostFloats;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.FFDense;
import io.ffsamediff.graph.LayerParameters;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A layer where a share of a batch's rows is: tells what they add up to, and computes what they
 * hand on. Whoever has the sums of all shares does the step, see {@link SummedLayer}. By one
 * thread.
 */
public final class PartialLayer implements AutoCloseable {

  private final LayerParameters parameters;
  private final Optional<PeerNormalizer> peers;
  private final StepPart part;

  /**
   * Prepares the layer's plans.
   *
   * @param parameters read at each call; closed by their owner
   * @param precision of the products
   */
  public PartialLayer(LayerParameters parameters, MatmulPrecision precision) {
    this.parameters = parameters;
    this.peers =
        Optional.ofNullable(parameters.spec().config().peerNormalization())
            .map(config -> new PeerNormalizer(config, parameters.spec().units()));
    this.part =
        new StepPart(
            FFDense.build(parameters.spec(), DataType.FLOAT), parameters, precision, peers);
  }

  /** The running mean activity of all shares' positives; none without peer normalisation. */
  public void setMeanActivity(float[] mean_O) {
    peers.ifPresent(p -> p.restore(mean_O));
  }

  /**
   * Loss and gradient of {@code rows}.
   *
   * @param allRows rows of all shares
   */
  public LayerSums sums(RowBlocks rows, long allRows) {
    return WorkTeam.withBlasOfOneThread(
        () -> {
          part.step(rows, allRows, 0, StepPart.blocks(rows));
          return read(rows.rows());
        });
  }

  private LayerSums read(int rows) {
    StepTargets targets = part.targets();
    return new LayerSums(
        targets.gradient().toArray(),
        rows,
        targets.lossSum(),
        targets.goodnessSum(),
        targets.goodnessContrast(),
        targets.activitySum().map(PartialLayer::copy).orElse(new float[0]));
  }

  private static float[] copy(HostFloats floats) {
    float[] copy = new float[floats.length()];
    floats.read().get(0, copy);
    return copy;
  }

  /**
   * Writes the normalised activations of {@code rows}, as {@link GraphExecutor#handOver}.
   *
   * @param next made for {@code rows} and this layer's units
   */
  public void handOver(RowBlocks rows, HiddenRows next) {
    WorkTeam.withBlasOfOneThread(
        () -> {
          part.handOver(rows, next, 0, StepPart.blocks(rows));
          return next;
        });
    next.received();
  }

  /** The layer's parameters. */
  public LayerParameters parameters() {
    return parameters;
  }

  @Override
  public void close() {
    part.close();
    peers.ifPresent(PeerNormalizer::close);
  }
}
