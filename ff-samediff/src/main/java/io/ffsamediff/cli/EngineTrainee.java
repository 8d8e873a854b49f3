package io.ffsamediff.cli;

import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.eval.Evaluator;
import io.ffsamediff.eval.Predictors;
import io.ffsamediff.eval.TrainTestValidation;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.SoftmaxHead;
import io.ffsamediff.run.Trainee;
import io.ffsamediff.train.BackpropController;
import io.ffsamediff.train.Controller;
import io.ffsamediff.train.FFNetwork;
import io.ffsamediff.train.InterleavedController;
import io.ffsamediff.train.LayerwiseController;
import io.ffsamediff.train.RandomStreams;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingResult;
import io.ffsamediff.train.TrainingState;
import io.ffsamediff.train.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The real network, controller and predictors, as a run sees them. */
final class EngineTrainee implements Trainee, AutoCloseable {

  private final TrainTest data;
  private final FFNetwork network;
  private final FFNetwork judged;
  private final Predictors predictors;
  private final Controller controller;

  /** A freshly initialised network that learns {@code data}. */
  EngineTrainee(RunConfig config, TrainTest data) {
    this.data = data;
    RowEncoder encoder = RowEncoder.of(config, data.train());
    network = FFNetwork.initialise(config.network(), encoder, new RandomStreams(config.seed()));
    judged =
        config.training() instanceof TrainingConfig.Interleaved interleaved
                && InterleavedController.needsJudgedNetwork(interleaved)
            ? FFNetwork.zeros(config.network(), encoder)
            : network;
    predictors = new Predictors(judged, encoder, config);
    controller = controller(config, encoder, new TrainTestValidation(predictors.usual(), data));
  }

  private Controller controller(RunConfig config, RowEncoder encoder, Validation validation) {
    if (config.network() instanceof NetworkConfig.Backprop) {
      return new BackpropController(config, network, judged, data.train(), encoder, validation);
    }
    return config.training() instanceof TrainingConfig.Interleaved
        ? new InterleavedController(config, network, judged, data.train(), encoder, validation)
        : new LayerwiseController(config, network, data.train(), encoder, validation);
  }

  @Override
  public TrainingState state() {
    return controller.state();
  }

  @Override
  public void restore(TrainingState state) {
    controller.restore(state);
  }

  @Override
  public TrainingResult train(TrainingListener listener, BooleanSupplier stop) {
    return controller.run(listener, stop);
  }

  @Override
  public void writeLayer(int layer, Path file) {
    LayerGraph.save(judged.layers().get(layer), file);
  }

  @Override
  public void writeHead(Path file) {
    SoftmaxHead.save(judged.head().orElseThrow(), file);
  }

  @Override
  public List<Evaluation> evaluate() {
    return predictors.all().stream()
        .map(predictor -> Evaluator.evaluate(predictor, data.test()))
        .toList();
  }

  @Override
  public void close() {
    controller.close();
    predictors.close();
    network.close();
    if (judged != network) {
      judged.close();
    }
  }
}
