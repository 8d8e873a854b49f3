package io.ffsamediff.config;

import io.ffsamediff.config.OptimizerConfig.Adam;
import io.ffsamediff.config.OptimizerConfig.AdamW;
import io.ffsamediff.config.OptimizerConfig.Sgd;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One key with its expected default and another value. Written by hand and not derived from the
 * annotations: a default that is changed by mistake fails a test here.
 *
 * @param component the record component, as in {@code Adam.beta1}
 * @param path the key as {@code --set} writes it
 * @param setup options that make the key's object exist, if it does not by default
 * @param value reads the value
 * @param expectedDefault the default; null where there is none; {@link #REQUIRED}
 * @param other another value, as {@code --set} writes it
 * @param expectedOther that value
 */
record KeyCase(
    String component,
    String path,
    List<String> setup,
    Function<RunConfig, @Nullable Object> value,
    @Nullable Object expectedDefault,
    String other,
    Object expectedOther) {

  /** Stands for the default of a key that must be given. */
  static final String REQUIRED = "(must be given)";

  static KeyCase key(
      String component,
      String path,
      Function<RunConfig, @Nullable Object> value,
      @Nullable Object expectedDefault,
      String other,
      Object expectedOther) {
    return key(component, path, List.of(), value, expectedDefault, other, expectedOther);
  }

  static KeyCase key(
      String component,
      String path,
      List<String> setup,
      Function<RunConfig, @Nullable Object> value,
      @Nullable Object expectedDefault,
      String other,
      Object expectedOther) {
    return new KeyCase(component, path, setup, value, expectedDefault, other, expectedOther);
  }

  static KeyCase inLayer(
      String name,
      Function<LayerConfig, @Nullable Object> value,
      @Nullable Object expectedDefault,
      String other,
      Object expectedOther) {
    return key(
        "LayerConfig." + name,
        "network.layers.0." + name,
        c -> value.apply(c.network().goodnessLayers().get(0)),
        expectedDefault,
        other,
        expectedOther);
  }

  static KeyCase inAugmentation(
      String name,
      Function<AugmentationConfig, @Nullable Object> value,
      Object expectedDefault,
      String other,
      Object expectedOther) {
    return key(
        "AugmentationConfig." + name,
        "augmentation." + name,
        List.of("augmentation={}"),
        c -> value.apply(Objects.requireNonNull(c.augmentation())),
        expectedDefault,
        other,
        expectedOther);
  }

  static KeyCase inAdam(
      String name, Function<Adam, @Nullable Object> value, Object expectedDefault) {
    return key(
        "Adam." + name,
        "training.optimizer." + name,
        c -> value.apply((Adam) c.training().optimizer()),
        expectedDefault,
        "0.25",
        0.25);
  }

  static KeyCase inAdamW(
      String name, Function<AdamW, @Nullable Object> value, Object expectedDefault) {
    return key(
        "AdamW." + name,
        "training.optimizer." + name,
        List.of("training.optimizer={\"type\":\"adamw\"}"),
        c -> value.apply((AdamW) c.training().optimizer()),
        expectedDefault,
        "0.25",
        0.25);
  }

  static KeyCase inSgd(String name, Function<Sgd, @Nullable Object> value, Object expectedDefault) {
    return inSgd(name, value, expectedDefault, "0.25", 0.25);
  }

  static KeyCase inSgd(
      String name,
      Function<Sgd, @Nullable Object> value,
      Object expectedDefault,
      String other,
      Object expectedOther) {
    return key(
        "Sgd." + name,
        "training.optimizer." + name,
        List.of("training.optimizer={\"type\":\"sgd\"}"),
        c -> value.apply((Sgd) c.training().optimizer()),
        expectedDefault,
        other,
        expectedOther);
  }

  @Override
  public String toString() {
    return component;
  }
}
