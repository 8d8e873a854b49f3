package io.ffsamediff.exec;

import io.ffsamediff.cuda.GpuMemoryException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.graph.LayerParameters;
import java.util.List;

/** The goodness of every layer for images with one label after the other. */
public sealed interface LabelTrial extends AutoCloseable permits HostLabelTrial, CudaLabelTrial {

  /**
   * Prepares a trial of whole data sets: on the CUDA device of this process, where it was started
   * for one, else by threads of its own.
   *
   * @param parameters parameters of all layers, read at each run
   * @param encoder how examples become rows
   * @param images images of most runs; more than that cost time, not correctness. Few are always
   *     tried on the host
   */
  static LabelTrial of(List<LayerParameters> parameters, RowEncoder encoder, int images) {
    if (CudaDevice.isWorth(images)) {
      try {
        return CudaLabelTrial.ofHost(CudaDevice.evaluation(), parameters, encoder);
      } catch (GpuMemoryException e) {
        // The host has room, and says the same.
        return new HostLabelTrial(parameters, encoder, images);
      }
    }
    return new HostLabelTrial(parameters, encoder, images);
  }

  /**
   * Tries all labels on all images.
   *
   * @return for each layer the goodness {@code g_NC} of N images with C labels
   */
  List<float[]> run(Dataset data);

  /**
   * Tries all labels on the images of a batch.
   *
   * @return for each layer the goodness {@code g_PC} of P images with C labels
   */
  List<float[]> run(PairRows batch);

  @Override
  void close();
}
