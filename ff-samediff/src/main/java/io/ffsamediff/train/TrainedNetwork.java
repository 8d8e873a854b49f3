package io.ffsamediff.train;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.config.TrainingConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.NetworkExecutors;
import java.util.function.Function;

/**
 * A freshly initialised network that is to be trained, and the one by which it is judged: itself,
 * or another where training averages weights or looks for the best.
 *
 * @param network the weights that train
 * @param judged the weights that predictors see
 */
public record TrainedNetwork(FFNetwork network, FFNetwork judged) implements AutoCloseable {

  /** The network that {@code config} describes, initialised from its seed. */
  public static TrainedNetwork initialise(RunConfig config, RowEncoder encoder) {
    FFNetwork network =
        FFNetwork.initialise(config.network(), encoder, new RandomStreams(config.seed()));
    boolean apart =
        config.training() instanceof TrainingConfig.Interleaved interleaved
            && InterleavedController.needsJudgedNetwork(interleaved);
    return new TrainedNetwork(
        network, apart ? FFNetwork.zeros(config.network(), encoder) : network);
  }

  /**
   * The controller that {@code config} asks for.
   *
   * @param data examples to learn from
   * @param encoder how examples become rows
   * @param validation counts errors of {@link #judged}
   */
  public Controller controller(
      RunConfig config, Dataset data, RowEncoder encoder, Validation validation) {
    return controller(config, data, encoder, validation, NetworkExecutors::new);
  }

  /**
   * The same with other executors than those of this process's device.
   *
   * @param executors make the executors of a device; back-propagation has its own
   */
  public Controller controller(
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

  @Override
  public void close() {
    network.close();
    if (judged != network) {
      judged.close();
    }
  }
}
