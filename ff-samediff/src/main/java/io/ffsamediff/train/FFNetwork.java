package io.ffsamediff.train;

import io.ffsamediff.config.DenseConfig;
import io.ffsamediff.config.HeadConfig.HeadLayers;
import io.ffsamediff.config.HiddenConfig;
import io.ffsamediff.config.LayerConfig;
import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.graph.DenseParameters;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.HeadSpec;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The layers of a network, its softmax head where it has one, and their parameters, which training
 * changes in place.
 */
public final class FFNetwork implements AutoCloseable {

  private final List<LayerParameters> layers;
  private final Optional<HeadParameters> head;

  /** Takes over the parameters of all layers, first to last, and of the head. */
  public FFNetwork(List<LayerParameters> layers, Optional<HeadParameters> head) {
    this.layers = List.copyOf(layers);
    this.head = head;
  }

  /**
   * A network with initial parameters. A head starts with zeros, the softmax layer of
   * back-propagation as Keras starts a dense layer.
   *
   * @param encoder how examples become rows
   */
  public static FFNetwork initialise(
      NetworkConfig config, RowEncoder encoder, RandomStreams streams) {
    FFNetwork network = zeros(config, encoder);
    for (LayerParameters layer : network.layers) {
      LayerSpec spec = layer.spec();
      layer.set(
          Initializers.parameters(
              spec, streams.stream(RandomStreams.INITIALISATION, spec.number())));
    }
    if (config instanceof NetworkConfig.Backprop) {
      int number = network.layers.size() + 1;
      RandomGenerator random = streams.stream(RandomStreams.INITIALISATION, number);
      network.head.ifPresent(h -> h.set(Initializers.softmaxLayer(h.spec(), random)));
    }
    return network;
  }

  /**
   * A network whose parameters are all zero.
   *
   * @param encoder how examples become rows
   */
  public static FFNetwork zeros(NetworkConfig config, RowEncoder encoder) {
    List<LayerSpec> specs = specs(config, encoder.inputs());
    int classes = encoder.labels().classes();
    HeadLayers read = config.classified();
    return new FFNetwork(
        specs.stream().map(LayerParameters::new).toList(),
        read == null
            ? Optional.empty()
            : Optional.of(new HeadParameters(HeadSpec.of(read, specs, classes))));
  }

  /** The layers with their sizes resolved. */
  public static List<LayerSpec> specs(NetworkConfig config, int inputs) {
    List<LayerSpec> specs = new ArrayList<>();
    int width = inputs;
    for (int l = 0; l < config.layers().size(); l++) {
      LayerSpec spec = new LayerSpec(l + 1, width, layer(config.layers().get(l)), between(config));
      specs.add(spec);
      width = spec.units();
    }
    return specs;
  }

  private static LayerConfig layer(DenseConfig config) {
    return config instanceof HiddenConfig hidden ? hidden.asLayer() : (LayerConfig) config;
  }

  /** How a layer's activations are normalised for the next one. */
  private static InputNormalization between(NetworkConfig config) {
    return config instanceof NetworkConfig.Backprop
        ? InputNormalization.NONE
        : config.inputNormalization();
  }

  /** Parameters of all layers, first to last. */
  public List<LayerParameters> layers() {
    return layers;
  }

  /** Parameters of the softmax head, where there is one. */
  public Optional<HeadParameters> head() {
    return head;
  }

  /** All layers, first to last. */
  public List<LayerSpec> specs() {
    return layers.stream().map(LayerParameters::spec).toList();
  }

  /** Parameters of all layers, then of the head. */
  List<DenseParameters> parameters() {
    List<DenseParameters> all = new ArrayList<>(layers);
    head.ifPresent(all::add);
    return all;
  }

  /** A copy of the parameters' values, those of all layers, then of the head. */
  public List<float[]> values() {
    return parameters().stream().map(DenseParameters::toArray).toList();
  }

  /** Sets the parameters' values, as {@link #values} has them. */
  public void set(List<float[]> values) {
    List<DenseParameters> all = parameters();
    for (int i = 0; i < all.size(); i++) {
      all.get(i).set(values.get(i));
    }
  }

  @Override
  public void close() {
    parameters().forEach(DenseParameters::close);
  }
}
