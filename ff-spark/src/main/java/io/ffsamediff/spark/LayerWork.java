package io.ffsamediff.spark;

import io.ffsamediff.exec.LayerSums;
import io.ffsamediff.train.LayerState;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/**
 * Steps of one layer on a batch.
 *
 * @param epoch what chance decides
 * @param batch number of the batch in the epoch, from 0
 * @param layer number of the layer, from 0
 * @param below parameters of the layers below, as they were when they handed on
 * @param state of the layer; the optimiser's only where shares do steps by themselves
 */
record LayerWork(
    EpochSent epoch, int batch, int layer, List<HandedOver> below, Broadcast<LayerState> state)
    implements ShareWork {

  /**
   * Parameters with which a layer has handed on.
   *
   * @param revision another number each time, in all layers
   */
  record HandedOver(long revision, Broadcast<float[]> parameters) implements java.io.Serializable {}

  @Override
  public void fetch() {
    epoch.fetch();
    below.forEach(each -> each.parameters().value());
    state.value();
  }

  @Override
  public List<LayerSums> on(Shard shard) {
    return shard.layer(this);
  }
}
