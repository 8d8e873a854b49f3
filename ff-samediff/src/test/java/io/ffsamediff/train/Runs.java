package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.exec.NetworkExecutors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** Small training runs on {@link TinyDatasets}, for tests. */
public final class Runs {

  private static final String CONFIG =
      """
      {"name": "tiny", "seed": 4, "data": {"name": "bands"},
       "network": {"type": "forward-forward", "inputNormalization": "l2",
         "layers": [{"units": 12}, {"units": 9}]},
       "negatives": {"type": "shuffled"},
       "training": {"type": "layerwise", "epochs": 4, "layerEpochs": 3, "batchSize": "full",
         "optimizer": {"type": "adam", "learningRate": 0.03}},
       "evaluation": {"every": 2},
       "device": {"blockRows": 16}}
      """;

  private static final String INTERLEAVED =
      """
      {"name": "tiny", "seed": 4, "data": {"name": "bands"},
       "network": {"type": "forward-forward", "inputNormalization": "rms",
         "layers": [
           {"units": 12, "goodness": "sum", "threshold": "units", "peerNormalization": {}},
           {"units": 9, "goodness": "sum", "threshold": "units", "peerNormalization": {}},
           {"units": 7, "goodness": "sum", "threshold": "units", "peerNormalization": {}}],
         "head": {}},
       "negatives": {"type": "hard"},
       "training": {"type": "interleaved", "epochs": 4, "batchSize": 20},
       "evaluation": {"every": 2}}
      """;

  private static final String BACKPROP =
      """
      {"name": "tiny", "seed": 4, "data": {"name": "bands"},
       "network": {"type": "backprop", "layers": [{"units": 12}, {"units": 9}]},
       "training": {"type": "interleaved", "epochs": 4, "batchSize": 20,
         "optimizer": {"type": "sgd", "learningRate": 0.1, "momentum": 0.9}},
       "evaluation": {"every": 2}}
      """;

  private Runs() {}

  /** The Keras example in small: 36-12-9, full batch, 4 epochs of 3 inner epochs a layer. */
  public static RunConfig config(String... overrides) {
    return ConfigReader.parse("tiny", CONFIG, List.of(overrides));
  }

  /** Mini-batches of 20 in the paper's form. */
  public static RunConfig miniBatches(String... overrides) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "network.inputNormalization=rms",
                "training.batchSize=20",
                "negatives.type=wrong-label"));
    all.addAll(List.of(overrides));
    return config(all.toArray(new String[0]));
  }

  /** The paper's recipe in small: mini-batches of 20, peers, a head and hard negatives. */
  public static RunConfig interleaved(String... overrides) {
    return ConfigReader.parse("tiny", INTERLEAVED, List.of(overrides));
  }

  /** The paper's recipe without labels: hybrid images, and a head that reads the classes out. */
  public static RunConfig unlabelled(String... overrides) {
    List<String> all =
        new ArrayList<>(
            List.of("labels.type=none", "negatives.type=hybrid", "evaluation.predictor=head"));
    all.addAll(List.of(overrides));
    return interleaved(all.toArray(new String[0]));
  }

  /** A perceptron 36-12-9-3 on mini-batches of 20. */
  public static RunConfig backprop(String... overrides) {
    return ConfigReader.parse("tiny", BACKPROP, List.of(overrides));
  }

  /** 50 examples to learn from. */
  public static Dataset data() {
    return TinyDatasets.bands(Split.TRAIN, 50, 21);
  }

  /** Asserts that two states are the same bit for bit; the time they took may differ. */
  static void assertSame(TrainingState one, TrainingState two) {
    assertThat(one).usingRecursiveComparison().ignoringFields("totals.seconds").isEqualTo(two);
  }

  /** A network and its controller, closed together. */
  public static final class Session implements AutoCloseable {

    /** The network that trains. */
    public final FFNetwork network;

    /** The network that is judged. */
    public final FFNetwork judged;

    /** Its controller. */
    public final Controller controller;

    /** What the listener has heard. */
    public final List<EpochEvent> epochs = new ArrayList<>();

    /** What the listener has heard. */
    public final List<StepEvent> steps = new ArrayList<>();

    /** A fresh run; validation reports one error more each time. */
    public Session(RunConfig config) {
      this(config, data());
    }

    /** A fresh run with other executors. */
    Session(RunConfig config, Function<DeviceConfig, NetworkExecutors> executors) {
      this(config, data(), executors);
    }

    /** The same on other examples of the same form. */
    public Session(RunConfig config, Dataset data) {
      this(config, data, NetworkExecutors::new);
    }

    /** The same on other examples, with other executors. */
    public Session(
        RunConfig config, Dataset data, Function<DeviceConfig, NetworkExecutors> executors) {
      RowEncoder encoder = RowEncoder.of(config, data);
      int[] counts = new int[1];
      network = FFNetwork.initialise(config.network(), encoder, new RandomStreams(config.seed()));
      judged = FFNetwork.zeros(config.network(), encoder);
      Validation validation = () -> new Validation.Errors(10 + counts[0]++, 5);
      controller = controller(config, data, encoder, validation, executors);
    }

    private Controller controller(
        RunConfig config,
        Dataset data,
        RowEncoder encoder,
        Validation validation,
        Function<DeviceConfig, NetworkExecutors> executors) {
      if (config.network() instanceof NetworkConfig.Backprop) {
        return new BackpropController(config, network, judged, data, encoder, validation);
      }
      return config.training() instanceof TrainingConfig.Interleaved
          ? new InterleavedController(config, network, judged, data, encoder, validation, executors)
          : new LayerwiseController(config, network, data, encoder, validation, executors);
    }

    /** A fresh interleaved run with other ways of counting errors. */
    public Session(RunConfig config, Validation validation) {
      RowEncoder encoder = RowEncoder.of(config, data());
      network = FFNetwork.initialise(config.network(), encoder, new RandomStreams(config.seed()));
      judged = FFNetwork.zeros(config.network(), encoder);
      controller = controller(config, data(), encoder, validation, NetworkExecutors::new);
    }

    /** Trains to the end. */
    public TrainingResult run() {
      return run(() -> false);
    }

    /** Trains on. */
    public TrainingResult run(BooleanSupplier stop) {
      return controller.run(
          new TrainingListener() {
            @Override
            public void onStep(StepEvent event) {
              steps.add(event);
            }

            @Override
            public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
              epochs.add(event);
            }
          },
          stop);
    }

    @Override
    public void close() {
      controller.close();
      network.close();
      judged.close();
    }
  }
}
