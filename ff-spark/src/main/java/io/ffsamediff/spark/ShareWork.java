package io.ffsamediff.spark;

import io.ffsamediff.exec.LayerSums;
import java.io.Serializable;
import java.util.List;

/**
 * What all shares are asked to do in a step: enough for one that was lost to come back to the same
 * inputs.
 */
sealed interface ShareWork extends Serializable permits LayerWork, BatchWork {

  /** Has all that was sent fetched, where it is not here yet. */
  void fetch();

  /**
   * Does it.
   *
   * @return what the share adds up to; none where it has no part in the batch
   */
  List<LayerSums> on(Shard shard);
}
