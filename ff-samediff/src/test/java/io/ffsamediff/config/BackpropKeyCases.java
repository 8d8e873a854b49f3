package io.ffsamediff.config;

import static io.ffsamediff.config.KeyCase.REQUIRED;
import static io.ffsamediff.config.KeyCase.key;

import io.ffsamediff.config.LayerConfig.Initializer;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys of networks that learn by back-propagation, as {@link KeyCases} has the rest. */
final class BackpropKeyCases {

  private static final List<String> BACKPROP =
      List.of(
          "training={\"type\":\"interleaved\",\"epochs\":4}",
          "network={\"type\":\"backprop\",\"layers\":[{\"units\":10},{\"units\":20}]}");

  static final List<KeyCase> ALL =
      List.of(
          key(
              "Backprop.inputNormalization",
              "network.inputNormalization",
              BACKPROP,
              c -> c.network().inputNormalization(),
              InputNormalization.NONE,
              "rms",
              InputNormalization.RMS),
          key(
              "Backprop.layers",
              "network.layers",
              BACKPROP,
              c -> c.network().layers(),
              REQUIRED,
              "[{\"units\":7}]",
              List.of(new HiddenConfig(7, true, Initializer.GLOROT_UNIFORM, Initializer.ZEROS))),
          key(
              "Backprop.dropout",
              "network.dropout",
              BACKPROP,
              c -> c.network().dropout(),
              0.0,
              "0.25",
              0.25),
          inLayer("units", HiddenConfig::units, REQUIRED, "7", 7),
          inLayer("useBias", HiddenConfig::useBias, true, "false", false),
          inLayer(
              "kernelInitializer",
              HiddenConfig::kernelInitializer,
              Initializer.GLOROT_UNIFORM,
              "lecun_normal",
              Initializer.LECUN_NORMAL),
          inLayer(
              "biasInitializer",
              HiddenConfig::biasInitializer,
              Initializer.ZEROS,
              "glorot_uniform",
              Initializer.GLOROT_UNIFORM));

  private BackpropKeyCases() {}

  private static KeyCase inLayer(
      String name,
      Function<HiddenConfig, @Nullable Object> value,
      Object expectedDefault,
      String other,
      Object expectedOther) {
    return key(
        "HiddenConfig." + name,
        "network.layers.0." + name,
        BACKPROP,
        c -> value.apply((HiddenConfig) c.network().layers().get(0)),
        expectedDefault,
        other,
        expectedOther);
  }
}
