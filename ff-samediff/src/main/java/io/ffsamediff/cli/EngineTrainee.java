package io.ffsamediff.cli;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.eval.Examination;
import io.ffsamediff.eval.Predictors;
import io.ffsamediff.eval.TrainTestValidation;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.SoftmaxHead;
import io.ffsamediff.run.Trainee;
import io.ffsamediff.train.Controller;
import io.ffsamediff.train.StateProblem;
import io.ffsamediff.train.TrainedNetwork;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingResult;
import io.ffsamediff.train.TrainingState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The real network, controller and predictors, as a run sees them. */
final class EngineTrainee implements Trainee, AutoCloseable {

  private final TrainTest data;
  private final TrainedNetwork network;
  private final Predictors predictors;
  private final Controller controller;

  /** A freshly initialised network that learns {@code data}. */
  EngineTrainee(RunConfig config, TrainTest data) {
    this.data = data;
    RowEncoder encoder = RowEncoder.of(config, data.train());
    network = TrainedNetwork.initialise(config, encoder);
    predictors = new Predictors(network.judged(), encoder, config);
    controller =
        network.controller(
            config, data.train(), encoder, new TrainTestValidation(predictors.usual(), data));
  }

  @Override
  public TrainingState state() {
    return controller.state();
  }

  @Override
  public Optional<StateProblem> problemOf(TrainingState state) {
    return controller.problemOf(state);
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
    LayerGraph.save(network.judged().layers().get(layer), file);
  }

  @Override
  public void writeHead(Path file) {
    SoftmaxHead.save(network.judged().head().orElseThrow(), file);
  }

  @Override
  public Examination examine() {
    return Examination.of(predictors, network.judged().specs(), data.test());
  }

  @Override
  public void close() {
    controller.close();
    predictors.close();
    network.close();
  }
}
