package io.ffsamediff.device;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The precision in which the matrix products of a run are computed.
 *
 * @param precision what is taken
 * @param notice a sentence for the user where that is not what was asked for
 */
public record PrecisionChoice(MatmulPrecision precision, Optional<String> notice) {

  /**
   * Takes what was asked for where the device has it, else what comes next to it.
   *
   * @param asked what the user wants
   * @param onCuda whether the products are those of the engine's own executor on CUDA
   * @param probe tells what the processor has; called only where the answer matters
   */
  public static PrecisionChoice choose(
      MatmulPrecision asked, boolean onCuda, Supplier<Bf16Support> probe) {
    return switch (asked) {
      case F32 -> new PrecisionChoice(asked, Optional.empty());
      case TF32 ->
          onCuda ? taken(asked) : new PrecisionChoice(MatmulPrecision.F32, notHere("tf32", "f32"));
      case BF16 ->
          onCuda
              ? new PrecisionChoice(MatmulPrecision.TF32, notHere("bf16", "tf32"))
              : ofCpu(probe.get());
    };
  }

  private static PrecisionChoice taken(MatmulPrecision precision) {
    return new PrecisionChoice(precision, Optional.empty());
  }

  private static PrecisionChoice ofCpu(Bf16Support support) {
    return support.available()
        ? taken(MatmulPrecision.BF16)
        : new PrecisionChoice(MatmulPrecision.F32, Optional.of(instead(support)));
  }

  private static Optional<String> notHere(String asked, String taken) {
    return Optional.of(
        "/device/matmulPrecision: %s was asked for, which this device does not have. The products are computed in %s."
            .formatted(asked, taken));
  }

  private static String instead(Bf16Support support) {
    return "/device/matmulPrecision: bf16 was asked for, but %s. The products are computed in f32."
        .formatted(support.reason());
  }
}
