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
 * A layer where a share of a batch's rows is: a step tells what they add up to, and changes
 * nothing. Whoever has the sums of all shares does the update, see {@link SummedLayer}. By one
 * thread.
 */
public final class PartialLayer implements GraphExecutor {

  private static final String NO_OPTIMIZER = "the layer's optimiser is elsewhere";

  private final Optional<PeerNormalizer> peers;
  private final StepPart part;
  private long allRows;
  private int rows;

  /**
   * Prepares the layer's plans.
   *
   * @param parameters read at each call; closed by their owner
   * @param precision of the products
   */
  public PartialLayer(LayerParameters parameters, MatmulPrecision precision) {
    this.peers =
        Optional.ofNullable(parameters.spec().config().peerNormalization())
            .map(config -> new PeerNormalizer(config, parameters.spec().units()));
    this.part =
        new StepPart(
            FFDense.build(parameters.spec(), DataType.FLOAT), parameters, precision, peers);
  }

  /** Sets the number of rows of all shares together, by which gradients are divided. */
  void setAllRows(long allRows) {
    this.allRows = allRows;
  }

  @Override
  public StepStatistics step(RowBlocks batch) {
    WorkTeam.withBlasOfOneThread(
        () -> {
          part.step(batch, allRows, 0, StepPart.blocks(batch));
          return part;
        });
    rows = batch.rows();
    StepTargets targets = part.targets();
    return StepStatistics.of(
        targets.lossSum() / rows, rows, targets.goodnessSum(), targets.goodnessContrast());
  }

  /** What the rows of the last step add up to. */
  public LayerSums sums() {
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

  @Override
  public void handOver(RowBlocks batch, HiddenRows next) {
    WorkTeam.withBlasOfOneThread(
        () -> {
          part.handOver(batch, next, 0, StepPart.blocks(batch));
          return next;
        });
    next.received();
  }

  @Override
  public float[] meanActivity() {
    return peers.map(PeerNormalizer::mean).orElse(new float[0]);
  }

  /** Sets the running mean activity of all shares' positives; none without peer normalisation. */
  @Override
  public void restoreMeanActivity(float[] mean_O) {
    peers.ifPresent(p -> p.restore(mean_O));
  }

  @Override
  public void setRate(double factor) {
    // It is the optimiser's, which is elsewhere.
  }

  @Override
  public float[] updaterState() {
    throw new IllegalStateException(NO_OPTIMIZER);
  }

  @Override
  public int iteration() {
    throw new IllegalStateException(NO_OPTIMIZER);
  }

  @Override
  public void restore(float[] updaterState, int iteration) {
    throw new IllegalStateException(NO_OPTIMIZER);
  }

  @Override
  public void close() {
    part.close();
    peers.ifPresent(PeerNormalizer::close);
  }
}
