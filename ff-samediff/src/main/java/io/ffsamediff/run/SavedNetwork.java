package io.ffsamediff.run;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.eval.Predictors;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.ParameterFileException;
import io.ffsamediff.graph.SoftmaxHead;
import io.ffsamediff.train.FFNetwork;
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
