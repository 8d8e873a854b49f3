package io.ffsamediff.export;

import io.ffsamediff.config.ConfigWriter;
import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.eval.Predictions;
import io.ffsamediff.eval.Predictors;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.SoftmaxHead;
import io.ffsamediff.run.ModelDescription;
import io.ffsamediff.run.ModelStore;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.train.Controller;
import io.ffsamediff.train.FFNetwork;
import io.ffsamediff.train.TrainedNetwork;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.Validation;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * A small run folder with its trained network, and what the engine predicts by it.
 *
 * @param run the folder
 * @param predictions of the test examples, by each predictor that the network has
 */
public record ExportRun(RunDirectory run, Map<PredictorKind, Predictions> predictions) {

  /** Trains a network, saves it and predicts. */
  public static ExportRun of(Path folder, RunConfig config, Dataset train, Dataset test) {
    RowEncoder encoder = RowEncoder.of(config, train);
    try (TrainedNetwork network = TrainedNetwork.initialise(config, encoder);
        Controller controller =
            network.controller(config, train, encoder, () -> new Validation.Errors(1, 1, 1));
        Predictors predictors = new Predictors(network.judged(), encoder, config)) {
      controller.run(new TrainingListener() {}, () -> false);
      RunDirectory run = save(folder, config, train, network.judged());
      Map<PredictorKind, Predictions> predictions = new EnumMap<>(PredictorKind.class);
      for (PredictorKind kind : PredictorKind.values()) {
        predictors.of(kind).ifPresent(p -> predictions.put(kind, p.predict(test)));
      }
      return new ExportRun(run, predictions);
    }
  }

  /** A run folder with {@code network} as its model. */
  public static RunDirectory save(Path folder, RunConfig config, Dataset train, FFNetwork network) {
    String json = ConfigWriter.toJson(config);
    RunDirectory run = RunDirectory.create(folder, json);
    ModelStore.Facts facts =
        new ModelStore.Facts(
            "0.1.0",
            RowEncoder.of(config, train).inputs(),
            train.shape(),
            train.classes(),
            train.classNames(),
            ModelDescription.TableInputs.of(train),
            json,
            network.layers().size(),
            network.head().isPresent());
    new ModelStore(run)
        .save(
            facts,
            new ModelStore.PartWriter() {
              @Override
              public void writeLayer(int layer, Path file) {
                LayerGraph.save(network.layers().get(layer), file);
              }

              @Override
              public void writeHead(Path file) {
                SoftmaxHead.save(network.head().orElseThrow(), file);
              }
            });
    return run;
  }
}
