package io.ffsamediff.cli;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.eval.Evaluator;
import io.ffsamediff.eval.GoodnessPredictor;
import io.ffsamediff.eval.Predictor;
import io.ffsamediff.eval.TrainTestValidation;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.run.Trainee;
import io.ffsamediff.train.Controller;
import io.ffsamediff.train.FFNetwork;
import io.ffsamediff.train.LayerwiseController;
import io.ffsamediff.train.RandomStreams;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingResult;
import io.ffsamediff.train.TrainingState;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The real network, controller and predictor, as a run sees them. */
final class EngineTrainee implements Trainee, AutoCloseable {

  private final TrainTest data;
  private final FFNetwork network;
  private final Predictor predictor;
  private final Controller controller;

  /** A freshly initialised network that learns {@code data}. */
  EngineTrainee(RunConfig config, TrainTest data) {
    this.data = data;
    RowEncoder encoder = RowEncoder.of(config, data.train());
    network =
        FFNetwork.initialise(config.network(), encoder.inputs(), new RandomStreams(config.seed()));
    predictor = new GoodnessPredictor(network, encoder, config.evaluation().layers());
    controller =
        new LayerwiseController(
            config, network, data.train(), encoder, new TrainTestValidation(predictor, data));
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
    LayerGraph.save(network.layers().get(layer), file);
  }

  @Override
  public void writeHead(Path file) {
    throw new IllegalStateException("no head yet");
  }

  @Override
  public List<Evaluation> evaluate() {
    return List.of(Evaluator.evaluate(predictor, data.test()));
  }

  @Override
  public void close() {
    controller.close();
    predictor.close();
    network.close();
  }
}
