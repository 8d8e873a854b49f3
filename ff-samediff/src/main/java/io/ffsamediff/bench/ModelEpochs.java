package io.ffsamediff.bench;

import io.ffsamediff.bench.EpochClock.EpochTimes;
import io.ffsamediff.config.LayerConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.train.Controller;
import io.ffsamediff.train.TrainedNetwork;
import io.ffsamediff.train.Validation;
import java.util.List;

/**
 * Epochs of the whole network in the controller's own loop.
 *
 * @param epochs the epochs that count
 * @param warmUp whether an epoch before warmed up
 */
record ModelEpochs(List<EpochTimes> epochs, boolean warmUp) {

  /** No further epoch is begun after this time. */
  private static final double BUDGET_SECONDS = 60;

  /** Trains a fresh network for some epochs; nothing is evaluated. */
  static ModelEpochs measure(RunConfig config, Dataset data, int most) {
    int wanted = most + 1;
    RunConfig run = ConfigVariant.of(config, "training.epochs=" + wanted);
    RowEncoder encoder = RowEncoder.of(run, data);
    EpochClock clock = new EpochClock(run.network().layers().size(), wanted, BUDGET_SECONDS);
    try (TrainedNetwork network = TrainedNetwork.initialise(run, encoder);
        Controller controller =
            network.controller(run, data, encoder, () -> new Validation.Errors(0, 0, 0))) {
      controller.run(clock, clock::enough);
    }
    return new ModelEpochs(clock.counted(), clock.hasWarmedUp());
  }

  /** Inner epochs of each layer. */
  static int[] innerEpochs(RunConfig config) {
    int shared =
        config.training() instanceof TrainingConfig.Layerwise layerwise
            ? layerwise.layerEpochs()
            : 1;
    return config.network().goodnessLayers().stream()
        .map(LayerConfig::layerEpochs)
        .mapToInt(own -> own == null ? shared : own)
        .toArray();
  }
}
