package io.ffsamediff.exec;

import io.ffsamediff.cuda.GpuMemoryException;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.LayerParameters;
import java.util.List;

/** The softmax head's logits for images with the neutral label, in one pass. */
public sealed interface HeadTrial extends LogitsTrial permits HostHeadTrial, CudaHeadTrial {

  /**
   * Prepares a trial: on the CUDA device of this process, where it was started for one, else by
   * threads of its own.
   *
   * @param layers parameters of all layers, read at each run
   * @param head parameters of the head, read at each run
   * @param encoder how examples become rows
   * @param images images of most runs; more than that cost time, not correctness. Few are always
   *     tried on the host
   */
  static HeadTrial of(
      List<LayerParameters> layers, HeadParameters head, RowEncoder encoder, int images) {
    if (CudaDevice.isWorth(images)) {
      try {
        return new CudaHeadTrial(CudaDevice.evaluation(), layers, head, encoder);
      } catch (GpuMemoryException e) {
        // The host has room, and says the same.
        return new HostHeadTrial(layers, head, encoder, images);
      }
    }
    return new HostHeadTrial(layers, head, encoder, images);
  }
}
