package io.ffsamediff.export;

import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.eval.Predictions;
import io.ffsamediff.eval.Predictors;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.SavedNetwork;
import io.ffsamediff.train.Controller;
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
      RunDirectory run = SavedNetwork.save(folder, config, train, network.judged());
      Map<PredictorKind, Predictions> predictions = new EnumMap<>(PredictorKind.class);
      for (PredictorKind kind : PredictorKind.values()) {
        predictors.of(kind).ifPresent(p -> predictions.put(kind, p.predict(test)));
      }
      return new ExportRun(run, predictions);
    }
  }
}
