package io.ffsamediff.spark;

import io.ffsamediff.exec.LayerSums;
import io.ffsamediff.train.LayerState;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/**
 * A step of all layers, and of the head, on each of some batches.
 *
 * @param epoch what chance decides
 * @param batch number of the first batch in the epoch, from 0
 * @param end number of the batch behind the last; more than one only where shares do steps by
 *     themselves
 * @param rate factor of the configured learning rates
 * @param states of the layers, then of the head, where there is one; the optimisers' only where
 *     shares do steps by themselves
 */
record BatchWork(
    EpochSent epoch, int batch, int end, double rate, Broadcast<List<LayerState>> states)
    implements ShareWork {

  @Override
  public void fetch() {
    epoch.fetch();
    states.value();
  }

  @Override
  public List<LayerSums> on(Shard shard) {
    return shard.batches(this);
  }
}
