package io.ffsamediff.train;

import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import java.util.ArrayList;
import java.util.List;

/** The layers of a network and their parameters, which training changes in place. */
public final class FFNetwork implements AutoCloseable {

  private final List<LayerParameters> layers;

  /** Takes over the parameters of all layers, first to last. */
  public FFNetwork(List<LayerParameters> layers) {
    this.layers = List.copyOf(layers);
  }

  /**
   * A network with initial parameters.
   *
   * @param inputs width of the first layer's input, label included
   */
  public static FFNetwork initialise(NetworkConfig config, int inputs, RandomStreams streams) {
    List<LayerParameters> layers = new ArrayList<>();
    for (LayerSpec spec : specs(config, inputs)) {
      LayerParameters parameters = new LayerParameters(spec);
      parameters.set(
          Initializers.parameters(
              spec, streams.stream(RandomStreams.INITIALISATION, spec.number())));
      layers.add(parameters);
    }
    return new FFNetwork(layers);
  }

  /** The layers with their sizes resolved. */
  public static List<LayerSpec> specs(NetworkConfig config, int inputs) {
    List<LayerSpec> specs = new ArrayList<>();
    int width = inputs;
    for (int l = 0; l < config.layers().size(); l++) {
      LayerSpec spec =
          new LayerSpec(l + 1, width, config.layers().get(l), config.inputNormalization());
      specs.add(spec);
      width = spec.units();
    }
    return specs;
  }

  /** Parameters of all layers, first to last. */
  public List<LayerParameters> layers() {
    return layers;
  }

  /** All layers, first to last. */
  public List<LayerSpec> specs() {
    return layers.stream().map(LayerParameters::spec).toList();
  }

  @Override
  public void close() {
    layers.forEach(LayerParameters::close);
  }
}
