package io.ffsamediff.run;

import io.ffsamediff.config.HeadConfig.HeadLayers;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.DataException;
import io.ffsamediff.data.LabelEncoder;
import io.ffsamediff.graph.HeadSpec;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.train.FFNetwork;
import java.util.List;
import java.util.Optional;

/**
 * The trained network of a run: what its files must hold, by its configuration, and where they are.
 *
 * @param files the files, which are sound
 * @param config the configuration it was trained with
 * @param labels where labels go
 * @param layers its layers, as many as there are files
 * @param head its softmax classifier, where there is a file of one
 */
public record SavedModel(
    ModelStore.Saved files,
    RunConfig config,
    LabelEncoder labels,
    List<LayerSpec> layers,
    Optional<HeadSpec> head) {

  /** Copies the list. */
  public SavedModel {
    layers = List.copyOf(layers);
  }

  /**
   * Finds the model of {@code run}; the files of layers and head are not read.
   *
   * @throws RunFormatException if there is none, it is damaged or newer, or its parts do not belong
   *     together
   */
  public static SavedModel find(RunDirectory run) {
    ModelStore.Saved files = new ModelStore(run).load();
    ModelDescription description = files.description();
    String source = run.model().resolve("model.json").toString();
    RunConfig config = RunConfigFile.parse(source, description.configJson());
    LabelEncoder labels = labels(source, description, config);
    List<LayerSpec> layers = FFNetwork.specs(config.network(), labels.inputs());
    requireEqual(source, "inputs", labels.inputs(), description.inputs());
    requireEqual(source, "layers", layers.size(), files.layers().size());
    HeadLayers read = config.network().classified();
    requireEqual(source, "heads", read == null ? 0 : 1, files.head().isPresent() ? 1 : 0);
    Optional<HeadSpec> head =
        Optional.ofNullable(read).map(r -> HeadSpec.of(r, layers, description.classes()));
    return new SavedModel(files, config, labels, layers, head);
  }

  private static LabelEncoder labels(
      String source, ModelDescription description, RunConfig config) {
    try {
      return LabelEncoder.of(config, description.shape().inputs(), description.classes());
    } catch (DataException e) {
      throw new RunFormatException(source + ": " + e.getMessage(), e);
    }
  }

  private static void requireEqual(String where, String what, int expected, int received) {
    if (expected != received) {
      throw new RunFormatException(
          "%s: expected %d %s, received %d. The model is damaged; restore it, or train again."
              .formatted(where, expected, what, received));
    }
  }

  /** What {@code model.json} says. */
  public ModelDescription description() {
    return files.description();
  }
}
