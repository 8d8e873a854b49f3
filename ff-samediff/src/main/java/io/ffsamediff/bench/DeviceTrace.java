package io.ffsamediff.bench;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.eval.Predictors;
import io.ffsamediff.eval.TrainTestValidation;
import io.ffsamediff.train.Controller;
import io.ffsamediff.train.StepEvent;
import io.ffsamediff.train.TrainedNetwork;
import io.ffsamediff.train.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a training came to, step by step, to be held against the same training on another device.
 *
 * @param losses of all steps, in their order
 * @param labels predicted for the test examples
 */
public record DeviceTrace(List<Double> losses, List<Integer> labels) {

  /** Copies the lists. */
  public DeviceTrace {
    losses = List.copyOf(losses);
    labels = List.copyOf(labels);
  }

  /** Trains {@code config} in this process, and predicts. */
  public static DeviceTrace of(RunConfig config, TrainTest data) {
    RowEncoder encoder = RowEncoder.of(config, data.train());
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepEvent event) {
            losses.add(event.loss());
          }
        };
    try (TrainedNetwork network = TrainedNetwork.initialise(config, encoder);
        Predictors predictors = new Predictors(network.judged(), encoder, config);
        Controller controller =
            network.controller(
                config, data.train(), encoder, new TrainTestValidation(predictors.usual(), data))) {
      controller.run(listener, () -> false);
      int[] labels = predictors.usual().predict(data.test()).labels();
      return new DeviceTrace(losses, Arrays.stream(labels).boxed().toList());
    }
  }
}
