package io.ffsamediff.export;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.graph.TrainedHead;
import io.ffsamediff.graph.TrainedLayer;
import io.ffsamediff.run.ModelDescription;
import io.ffsamediff.run.SavedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A trained network with its weights in plain Java.
 *
 * @param saved where it was read from, and what it was trained with
 * @param layers its layers, first to last
 * @param head its softmax classifier, where there is one
 */
record TrainedModel(SavedModel saved, List<TrainedLayer> layers, Optional<TrainedHead> head) {

  /** Copies the list. */
  TrainedModel {
    layers = List.copyOf(layers);
  }

  /**
   * Reads the weights.
   *
   * @throws io.ffsamediff.graph.ParameterFileException if a file is damaged
   */
  static TrainedModel read(SavedModel saved) {
    List<TrainedLayer> layers = new ArrayList<>();
    for (int l = 0; l < saved.layers().size(); l++) {
      layers.add(TrainedLayer.read(saved.layers().get(l), saved.files().layers().get(l)));
    }
    Optional<TrainedHead> head =
        saved.head().flatMap(spec -> saved.files().head().map(f -> TrainedHead.read(spec, f)));
    return new TrainedModel(saved, layers, head);
  }

  /** The configuration it was trained with. */
  RunConfig config() {
    return saved.config();
  }

  /** What {@code model.json} says. */
  ModelDescription description() {
    return saved.description();
  }

  /** Inputs D of an example, without its label. */
  int inputs() {
    return description().shape().inputs();
  }

  /** Number of weights, of layers and head. */
  long parameters() {
    return layers.stream().mapToLong(l -> (long) l.kernel_IO().length + l.bias_O().length).sum()
        + head.map(h -> (long) h.kernel_IC().length + h.bias_C().length).orElse(0L);
  }

  /** Whether examples are lines of a table, and no images. */
  boolean isTable() {
    return description().table() != null;
  }
}
