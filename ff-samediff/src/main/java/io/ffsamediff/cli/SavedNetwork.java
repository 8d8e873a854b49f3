package io.ffsamediff.cli;

import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.config.HeadConfig.HeadLayers;
import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.LabelEncoder;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.eval.Predictor;
import io.ffsamediff.eval.Predictors;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.HeadSpec;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.ParameterFileException;
import io.ffsamediff.graph.SoftmaxHead;
import io.ffsamediff.run.ModelDescription;
import io.ffsamediff.run.ModelStore;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFormatException;
import io.ffsamediff.train.FFNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The trained network of a run, ready to predict. */
final class SavedNetwork implements AutoCloseable {

  private final ModelDescription description;
  private final RunConfig config;
  private final FFNetwork network;
  private final Predictors predictors;

  private SavedNetwork(ModelDescription description, RunConfig config, FFNetwork network) {
    this.description = description;
    this.config = config;
    this.network = network;
    LabelEncoder labels = labels(description, config);
    RowEncoder encoder = new RowEncoder(labels, config.network().inputNormalization());
    this.predictors = new Predictors(network, encoder, config);
  }

  /**
   * Loads the model of {@code run}.
   *
   * @throws RunFormatException if there is none, or it is damaged or newer
   * @throws ParameterFileException if a layer's or the head's file is damaged
   */
  static SavedNetwork load(RunDirectory run) {
    ModelStore.Saved saved = new ModelStore(run).load();
    ModelDescription description = saved.description();
    String source = run.model().resolve("model.json").toString();
    RunConfig config = TrainingSetup.readOwn(source, description.configJson());
    int inputs = encodedInputs(source, description, config);
    List<LayerSpec> specs = FFNetwork.specs(config.network(), inputs);
    requireEqual(source, "inputs", inputs, description.inputs());
    requireEqual(source, "layers", specs.size(), saved.layers().size());
    List<LayerParameters> layers = new ArrayList<>();
    for (int l = 0; l < specs.size(); l++) {
      layers.add(LayerGraph.load(specs.get(l), saved.layers().get(l)));
    }
    Optional<HeadParameters> head = head(source, config, specs, saved);
    return new SavedNetwork(description, config, new FFNetwork(layers, head));
  }

  private static int encodedInputs(String source, ModelDescription description, RunConfig config) {
    try {
      return labels(description, config).inputs();
    } catch (DataException e) {
      throw new RunFormatException(source + ": " + e.getMessage(), e);
    }
  }

  private static LabelEncoder labels(ModelDescription description, RunConfig config) {
    return LabelEncoder.of(config, description.shape().inputs(), description.classes());
  }

  private static Optional<HeadParameters> head(
      String source, RunConfig config, List<LayerSpec> specs, ModelStore.Saved saved) {
    HeadLayers read = config.network().classified();
    requireEqual(source, "heads", read == null ? 0 : 1, saved.head().isPresent() ? 1 : 0);
    if (read == null) {
      return Optional.empty();
    }
    HeadSpec spec = HeadSpec.of(read, specs, saved.description().classes());
    return saved.head().map(file -> SoftmaxHead.load(spec, file));
  }

  private static void requireEqual(String where, String what, int expected, int received) {
    if (expected != received) {
      throw new RunFormatException(
          "%s: expected %d %s, received %d. The model is damaged; restore it, or train again."
              .formatted(where, expected, what, received));
    }
  }

  /** The configuration it was trained with. */
  RunConfig config() {
    return config;
  }

  /**
   * The predictor of {@code kind}, or all of the network where that is null, the run's default
   * first.
   *
   * @throws RunFormatException if the network does not have it
   */
  List<Predictor> predictors(@Nullable PredictorKind kind) {
    if (kind == null) {
      return predictors.all();
    }
    return predictors
        .of(kind)
        .map(List::of)
        .orElseThrow(() -> new RunFormatException(missing(kind)));
  }

  private String missing(PredictorKind kind) {
    String received = kind.name().toLowerCase(Locale.ROOT);
    return config.labels() instanceof LabelConfig.None
        ? "--predictor: expected head, as the network was trained without labels, received %s. Leave it out."
            .formatted(received)
        : "--predictor: expected goodness, as the network has no softmax head, received %s. Leave it out or train with network.head."
            .formatted(received);
  }

  /**
   * The examples as the network has learnt them: a table standardised by its training examples.
   *
   * @throws DataException if they are of another form
   */
  Dataset prepared(Dataset data) {
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
