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
   * Takes what was asked for where the processor has instructions for it, else float32.
   *
   * @param asked what the user wants
   * @param probe tells what there is; called only where the answer matters
   */
  public static PrecisionChoice choose(MatmulPrecision asked, Supplier<Bf16Support> probe) {
    if (asked == MatmulPrecision.F32) {
      return new PrecisionChoice(asked, Optional.empty());
    }
    Bf16Support support = probe.get();
    return support.available()
        ? new PrecisionChoice(asked, Optional.empty())
        : new PrecisionChoice(MatmulPrecision.F32, Optional.of(instead(support)));
  }

  private static String instead(Bf16Support support) {
    return "/device/matmulPrecision: bf16 was asked for, but %s. The products are computed in f32."
        .formatted(support.reason());
  }
}
