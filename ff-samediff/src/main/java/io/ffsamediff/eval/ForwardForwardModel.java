package io.ffsamediff.eval;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.train.Controller;
import io.ffsamediff.train.FFNetwork;
import io.ffsamediff.train.TrainedNetwork;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingResult;
import io.ffsamediff.train.Workplace;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A network with all that trains and judges it, as one configuration asks: for programs that embed
 * the engine. Holds native memory until it is closed; not thread-safe.
 */
public final class ForwardForwardModel implements AutoCloseable {

  private final TrainedNetwork network;
  private final Predictors predictors;
  private final Controller controller;

  private ForwardForwardModel(
      TrainedNetwork network, Predictors predictors, Controller controller) {
    this.network = network;
    this.predictors = predictors;
    this.controller = controller;
  }

  /**
   * A freshly initialised network that is to learn {@code data}.
   *
   * @param config decides everything; where it asks for other data than {@code data}, these count
   * @param data examples as they are learnt: see {@link TrainTest#prepared}
   * @throws io.ffsamediff.config.ConfigException if {@code config} asks for what such data have not
   */
  public static ForwardForwardModel of(RunConfig config, TrainTest data) {
    return of(config, data, Workplace.here());
  }

  /**
   * The same, which trains at {@code place}.
   *
   * @param data where the place has the examples to learn from, only what is known of them here
   */
  public static ForwardForwardModel of(RunConfig config, TrainTest data, Workplace place) {
    RowEncoder encoder = RowEncoder.of(config, data.train());
    TrainedNetwork network = TrainedNetwork.initialise(config, encoder);
    Predictors predictors = new Predictors(network.judged(), encoder, config);
    TrainTestValidation validation =
        new TrainTestValidation(
            predictors.usual(), data, () -> place.trainingErrors(network.judged()));
    Controller controller =
        network.controller(config, data.train(), encoder, validation, place::executors);
    return new ForwardForwardModel(network, predictors, controller);
  }

  /**
   * Trains to the end of the configuration's epochs.
   *
   * @param listener hears of each step and epoch
   * @throws io.ffsamediff.train.DivergedException if losses or weights are no finite numbers
   */
  public TrainingResult train(TrainingListener listener) {
    return train(listener, () -> false);
  }

  /**
   * Trains until the end, or until {@code stop} says so; it is asked between two steps.
   *
   * @throws io.ffsamediff.train.DivergedException if losses or weights are no finite numbers
   */
  public TrainingResult train(TrainingListener listener, BooleanSupplier stop) {
    return controller.run(listener, stop);
  }

  /** Judges every predictor that the network has on labelled examples, the usual one first. */
  public List<Evaluation> evaluate(Dataset data) {
    return predictors.all().stream().map(predictor -> Evaluator.evaluate(predictor, data)).toList();
  }

  /**
   * Judges as {@link #evaluate} does, and looks behind the errors: at the goodness of right and
   * wrong labels, and at the surest mistakes.
   */
  public Examination examine(Dataset data) {
    return Examination.of(predictors, network().specs(), data);
  }

  /** Scores every label for every example, by the configuration's usual predictor. */
  public Predictions predict(Dataset data) {
    return predictors.usual().predict(data);
  }

  /** The network as it is judged: with averaged weights, where training averages them. */
  public FFNetwork network() {
    return network.judged();
  }

  /** What trains it: takes snapshots of the whole state of training and restores them. */
  public Controller controller() {
    return controller;
  }

  @Override
  public void close() {
    controller.close();
    predictors.close();
    network.close();
  }
}
