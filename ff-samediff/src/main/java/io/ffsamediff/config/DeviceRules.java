package io.ffsamediff.config;

import static io.ffsamediff.config.ConfigRule.problem;
import static io.ffsamediff.config.ConfigRule.rule;

import io.ffsamediff.config.ConfigRule.Parts;
import io.ffsamediff.config.DeviceConfig.ExecutorKind;
import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import java.util.List;
import java.util.stream.Stream;

/** Rules about what an executor can do. */
final class DeviceRules {

  static final List<ConfigRule> ALL =
      List.of(
          rule(
              "The `samediff` executor has `matmulPrecision` `f32`.",
              Parts::device,
              DeviceRules::narrowReference),
          rule(
              "The `samediff` executor trains `layerwise`.",
              Parts::device,
              Parts::training,
              DeviceRules::interleavedReference));

  private DeviceRules() {}

  private static Stream<ConfigProblem> narrowReference(DeviceConfig device) {
    return problem(
        device.executor() == ExecutorKind.SAMEDIFF
            && device.matmulPrecision() != MatmulPrecision.F32,
        "/device/matmulPrecision",
        "\"f32\", as executor is \"samediff\"",
        "\"bf16\"",
        "Choose \"f32\" or the executor \"compiled\".");
  }

  private static Stream<ConfigProblem> interleavedReference(
      DeviceConfig device, TrainingConfig training) {
    return problem(
        device.executor() == ExecutorKind.SAMEDIFF
            && training instanceof TrainingConfig.Interleaved,
        "/device/executor",
        "\"compiled\", as training is \"interleaved\"",
        "\"samediff\"",
        "Choose \"compiled\": the reference trains layerwise.");
  }
}
