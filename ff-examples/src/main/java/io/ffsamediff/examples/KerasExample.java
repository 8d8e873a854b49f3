package io.ffsamediff.examples;

import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.DatasetCatalog;
import io.ffsamediff.data.ProgressListener;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.eval.Evaluator;
import io.ffsamediff.eval.GoodnessPredictor;
import io.ffsamediff.eval.TrainTestValidation;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.FFNetwork;
import io.ffsamediff.train.LayerwiseController;
import io.ffsamediff.train.RandomStreams;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * "Using the Forward-Forward Algorithm for Image Classification" (Mukherjee, 2023) on this library,
 * step by step: two dense layers, each trained by its own goodness, full batch, 50 inner epochs a
 * layer. The original takes 250 epochs on 60,000 images; a few on some thousand show it learn.
 */
public final class KerasExample {

  private static final String CONFIG =
      """
      {"name": "keras-example", "seed": 1, "data": {"name": "mnist-subset"},
       "network": {"type": "forward-forward", "inputNormalization": "l2",
         "layers": [{"units": 500, "goodness": "mean", "threshold": 1.5},
                    {"units": 500, "goodness": "mean", "threshold": 1.5}]},
       "labels": {"type": "overlay", "strength": "max"},
       "negatives": {"type": "shuffled"},
       "training": {"type": "layerwise", "epochs": 250, "layerEpochs": 50, "batchSize": "full",
         "optimizer": {"type": "adam", "learningRate": 0.03}}}
      """;

  private KerasExample() {}

  /**
   * What the example shows.
   *
   * @param finalLoss what Keras prints as FinalLoss after each epoch
   * @param evaluation of the test images
   */
  public record Result(List<Double> finalLoss, Evaluation evaluation) {}

  /** Trains on the first {@code images} images of the bundled subset for {@code epochs} epochs. */
  public static Result run(int epochs, int images) {
    RunConfig config = ConfigReader.parse("example", CONFIG, List.of("training.epochs=" + epochs));
    TrainTest all =
        DatasetCatalog.standard(System.getenv())
            .load(config.data().name(), null, ProgressListener.none());
    TrainTest data = new TrainTest(all.train().first(images), all.test());
    RowEncoder encoder = RowEncoder.of(config, data.train());

    RandomStreams streams = new RandomStreams(config.seed());
    try (FFNetwork network = FFNetwork.initialise(config.network(), encoder, streams);
        GoodnessPredictor predictor =
            new GoodnessPredictor(network, encoder, config.evaluation().layers());
        LayerwiseController controller =
            new LayerwiseController(
                config, network, data.train(), encoder, new TrainTestValidation(predictor, data))) {
      FinalLoss finalLoss = new FinalLoss();
      controller.run(finalLoss, () -> false);
      return new Result(finalLoss.values, Evaluator.evaluate(predictor, data.test()));
    }
  }

  /** Keeps the running loss of each epoch. */
  private static final class FinalLoss implements TrainingListener {

    private final List<Double> values = new ArrayList<>();

    @Override
    public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
      values.add(event.runningLoss());
    }
  }

  /** Runs the example; arguments: epochs, images. */
  public static void main(String[] args) {
    Result result = run(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    System.getLogger(KerasExample.class.getName())
        .log(
            System.Logger.Level.INFO,
            "FinalLoss by epoch: {0}; test accuracy {1}",
            result.finalLoss(),
            result.evaluation().accuracy());
  }
}
