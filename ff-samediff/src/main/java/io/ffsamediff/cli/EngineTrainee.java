package io.ffsamediff.cli;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.eval.Examination;
import io.ffsamediff.eval.ForwardForwardModel;
import io.ffsamediff.run.NetworkParts;
import io.ffsamediff.run.Trainee;
import io.ffsamediff.train.Cluster;
import io.ffsamediff.train.StateProblem;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingResult;
import io.ffsamediff.train.TrainingState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The real network, controller and predictors, as a run sees them. */
final class EngineTrainee implements Trainee, AutoCloseable {

  private final TrainTest data;
  private final ForwardForwardModel model;
  private final Optional<Cluster.Place> place;

  /** A freshly initialised network that learns {@code data}. */
  EngineTrainee(RunConfig config, TrainTest data) {
    this.data = data;
    this.model = ForwardForwardModel.of(config, data);
    this.place = Optional.empty();
  }

  /** The same that learns at {@code place}, which is closed with this. */
  EngineTrainee(RunConfig config, TrainTest data, Cluster.Place place) {
    this.data = data;
    this.model = ForwardForwardModel.of(config, data, place);
    this.place = Optional.of(place);
  }

  @Override
  public TrainingState state() {
    return model.controller().state();
  }

  @Override
  public Optional<StateProblem> problemOf(TrainingState state) {
    return model.controller().problemOf(state);
  }

  @Override
  public void restore(TrainingState state) {
    model.controller().restore(state);
  }

  @Override
  public TrainingResult train(TrainingListener listener, BooleanSupplier stop) {
    return model.train(listener, stop);
  }

  @Override
  public void writeLayer(int layer, Path file) {
    new NetworkParts(model.network()).writeLayer(layer, file);
  }

  @Override
  public void writeHead(Path file) {
    new NetworkParts(model.network()).writeHead(file);
  }

  @Override
  public Examination examine() {
    return model.examine(data.test());
  }

  @Override
  public void close() {
    model.close();
    place.ifPresent(Cluster.Place::close);
  }
}
