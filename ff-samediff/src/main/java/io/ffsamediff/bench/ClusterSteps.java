package io.ffsamediff.bench;

import io.ffsamediff.config.LayerConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.exec.StageTimes;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.train.Cluster;
import io.ffsamediff.train.Controller;
import io.ffsamediff.train.FFNetwork;
import io.ffsamediff.train.StepEvent;
import io.ffsamediff.train.TrainedNetwork;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Steps of a configuration's layers on a cluster, in the controller's own loop. */
final class ClusterSteps {

  /** What the data set is called. */
  static final String DATA = "synthetic";

  private final Cluster cluster;
  private final RunConfig config;
  private final String folder;
  private final Repeats repeats;

  /**
   * On a cluster.
   *
   * @param config trains layerwise
   * @param folder address of the folder with the data set {@value #DATA}
   */
  ClusterSteps(Cluster cluster, RunConfig config, String folder, Repeats repeats) {
    this.cluster = cluster;
    this.config = config;
    this.folder = folder;
    this.repeats = repeats;
  }

  /**
   * A layer's step.
   *
   * @param spec the layer
   * @param times what its steps took
   */
  record Timed(LayerSpec spec, StepTimes times) {}

  /**
   * Trains a fresh network for one epoch, with inner epochs as there are repeats.
   *
   * @param rows examples to learn from
   * @param width multiple of the configuration's units
   * @return one a layer
   */
  List<Timed> measure(int rows, double width) {
    RunConfig run = ConfigVariant.of(config, changes(rows, width).toArray(String[]::new));
    TrainTest data = cluster.load(run.data(), folder);
    RowEncoder encoder = RowEncoder.of(run, data.train());
    InnerEpochs clock = new InnerEpochs(run.network().layers().size(), repeats.warmUp());
    try (Cluster.Place place = cluster.place(run, data);
        TrainedNetwork network = TrainedNetwork.initialise(run, encoder);
        Controller controller =
            network.controller(
                run,
                data.train(),
                encoder,
                () -> new Validation.Errors(0, 0, 0),
                device -> clock.of(place.executors(device)))) {
      controller.run(clock, () -> false);
    }
    List<LayerSpec> specs = FFNetwork.specs(run.network(), encoder.inputs());
    return specs.stream()
        .map(spec -> new Timed(spec, clock.layers.get(spec.number() - 1)))
        .toList();
  }

  private List<String> changes(int rows, double width) {
    int innerEpochs = repeats.warmUp() + 1 + repeats.count();
    List<String> changes =
        new ArrayList<>(
            List.of(
                "data={\"name\": \"%s\", \"trainExamples\": %d}".formatted(DATA, rows),
                "training.batchSize=full",
                "cluster.localSteps=1",
                "training.epochs=1",
                "training.layerEpochs=" + innerEpochs));
    List<LayerConfig> layers = config.network().goodnessLayers();
    for (int layer = 0; layer < layers.size(); layer++) {
      int units = Math.toIntExact(Math.max(1, Math.round(width * layers.get(layer).units())));
      changes.add("network.layers.%d.units=%d".formatted(layer, units));
      if (layers.get(layer).layerEpochs() != null) {
        changes.add("network.layers.%d.layerEpochs=%d".formatted(layer, innerEpochs));
      }
    }
    return changes;
  }

  /*
   * The first step of a layer has what came before it within its time: the epoch's negatives, or the
   * hand-over from the layer below.
   */
  /** Times steps that follow a step of the same layer. */
  private static final class InnerEpochs implements TrainingListener {

    private final int warmUp;
    private final List<StepTimes> layers = new ArrayList<>();
    private @Nullable NetworkExecutors executors;
    private long last;

    InnerEpochs(int layers, int warmUp) {
      this.warmUp = warmUp;
      for (int layer = 0; layer < layers; layer++) {
        this.layers.add(new StepTimes());
      }
    }

    /** Notes who tells what steps go to. */
    NetworkExecutors of(NetworkExecutors elsewhere) {
      executors = elsewhere;
      return elsewhere;
    }

    @Override
    public void onStep(StepEvent event) {
      long now = System.nanoTime();
      StageTimes stages =
          Objects.requireNonNull(executors).takeStageTimes().orElse(StageTimes.NONE);
      if (event.cursor().innerEpoch() > warmUp) {
        layers.get(event.cursor().layer()).add((now - last) / 1e9, stages);
      }
      last = now;
    }
  }
}
