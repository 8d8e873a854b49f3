package io.ffsamediff.run;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.eval.Predictors;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.HeadSpec;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.ParameterFileException;
import io.ffsamediff.graph.SoftmaxHead;
import io.ffsamediff.train.FFNetwork;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The trained network of a run, ready to predict. */
public final class SavedNetwork implements AutoCloseable {

  private final ModelDescription description;
  private final RunConfig config;
  private final FFNetwork network;
  private final Predictors predictors;

  private SavedNetwork(SavedModel model, FFNetwork network, int examples) {
    this.description = model.description();
    this.config = model.config();
    this.network = network;
    RowEncoder encoder = new RowEncoder(model.labels(), config.network().inputNormalization());
    this.predictors = new Predictors(network, encoder, config, examples);
  }

  /**
   * Loads the model of {@code run}.
   *
   * @throws RunFormatException if there is none, or it is damaged or newer
   * @throws ParameterFileException if a layer's or the head's file is damaged
   */
  public static SavedNetwork load(RunDirectory run) {
    return load(run, Integer.MAX_VALUE);
  }

  /**
   * The same for few examples at a time, which then take less time and memory.
   *
   * @param examples how many are mostly predicted at a time, at least 1
   * @throws RunFormatException as {@link #load(RunDirectory)}
   * @throws ParameterFileException as {@link #load(RunDirectory)}
   */
  public static SavedNetwork load(RunDirectory run, int examples) {
    SavedModel model = SavedModel.find(run);
    List<LayerParameters> layers = new ArrayList<>();
    for (int l = 0; l < model.layers().size(); l++) {
      layers.add(LayerGraph.load(model.layers().get(l), model.files().layers().get(l)));
    }
    Optional<HeadParameters> head =
        model
            .head()
            .flatMap(spec -> model.files().head().map(file -> SoftmaxHead.load(spec, file)));
    return new SavedNetwork(model, new FFNetwork(layers, head), examples);
  }

  /**
   * Saves a network: makes a run folder with nothing but {@code config.json} and {@code model/},
   * which all that reads a trained run can read, but which cannot be trained on. It is there as a
   * whole or not at all, also after a crash.
   *
   * @param folder must not exist, or be an empty folder
   * @param config what the network was trained with
   * @param train examples like those it has learnt, in the form in which it has learnt them: a
   *     table standardised, see {@link io.ffsamediff.data.TrainTest#prepared}
   * @param network not changed; closed by its owner. That of a {@code ForwardForwardModel} is its
   *     {@code network()}
   * @throws RunFolderException if there is anything else at {@code folder}, or it cannot be written
   * @throws IllegalArgumentException if {@code network} is not as {@code config} and {@code train}
   *     describe it
   * @throws DataException if labels do not fit onto the examples
   * @throws io.ffsamediff.config.ConfigException if {@code config} asks for what such data have not
   */
  public static RunDirectory save(Path folder, RunConfig config, Dataset train, FFNetwork network) {
    ModelStore.Facts facts = ModelStore.Facts.of(config, train);
    requireDescribed(network, config, facts);
    NewFolder.create(
        folder,
        fresh -> {
          RunDirectory run = new RunDirectory(fresh);
          run.write(run.config(), facts.configJson().getBytes(StandardCharsets.UTF_8));
          new ModelStore(run).save(facts, new NetworkParts(network));
        });
    return RunDirectory.open(folder);
  }

  /** Refuses what no later process could load. */
  private static void requireDescribed(
      FFNetwork network, RunConfig config, ModelStore.Facts facts) {
    List<LayerSpec> layers = FFNetwork.specs(config.network(), facts.inputs());
    Optional<HeadSpec> head =
        Optional.ofNullable(config.network().classified())
            .map(read -> HeadSpec.of(read, layers, facts.classes()));
    Optional<HeadSpec> received = network.head().map(HeadParameters::spec);
    if (!network.specs().equals(layers) || !received.equals(head)) {
      throw new IllegalArgumentException(
          "network: expected %s and head %s, received %s and head %s. Give the configuration and the data that it was trained with."
              .formatted(layers, head, network.specs(), received));
    }
  }

  /** The configuration it was trained with. */
  public RunConfig config() {
    return config;
  }

  /** What {@code model.json} says. */
  public ModelDescription description() {
    return description;
  }

  /** Its predictors, which this closes. */
  public Predictors predictors() {
    return predictors;
  }

  /**
   * The examples as the network has learnt them: a table standardised by its training examples.
   *
   * @throws DataException if they are of another form
   */
  public Dataset prepared(Dataset data) {
    DataForm.of(description).requireSame(DataForm.of(data), data.name());
    ModelDescription.TableInputs table = description.table();
    return table == null || table.standardization() == null
        ? data
        : table.standardization().apply(data);
  }

  @Override
  public void close() {
    predictors.close();
    network.close();
  }
}
