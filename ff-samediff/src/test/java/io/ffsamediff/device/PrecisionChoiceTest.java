package io.ffsamediff.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PrecisionChoiceTest {

  @Test
  void choose_f32_doesNotAskTheProcessor() {
    PrecisionChoice choice =
        PrecisionChoice.choose(
            MatmulPrecision.F32,
            false,
            () -> {
              throw new AssertionError("asked");
            });

    assertThat(choice.precision()).isEqualTo(MatmulPrecision.F32);
    assertThat(choice.notice()).isEmpty();
  }

  @Test
  void choose_bf16WithInstructions_isTaken() {
    PrecisionChoice choice =
        PrecisionChoice.choose(MatmulPrecision.BF16, false, () -> new Bf16Support(true, "AMX"));

    assertThat(choice.precision()).isEqualTo(MatmulPrecision.BF16);
    assertThat(choice.notice()).isEmpty();
  }

  @Test
  void choose_bf16WithoutInstructions_isF32AndSaysSo() {
    PrecisionChoice choice =
        PrecisionChoice.choose(
            MatmulPrecision.BF16, false, () -> new Bf16Support(false, "the processor is old"));

    assertThat(choice.precision()).isEqualTo(MatmulPrecision.F32);
    assertThat(choice.notice())
        .hasValue(
            "/device/matmulPrecision: bf16 was asked for, but the processor is old. The products"
                + " are computed in f32.");
  }

  /** Each device has its own. */
  @Test
  void choose_otherDevicesPrecision_takesWhatIsNextAndSaysSo() {
    Supplier<Bf16Support> unasked =
        () -> {
          throw new AssertionError("asked");
        };

    assertThat(PrecisionChoice.choose(MatmulPrecision.TF32, true, unasked))
        .isEqualTo(new PrecisionChoice(MatmulPrecision.TF32, Optional.empty()));
    PrecisionChoice onCpu = PrecisionChoice.choose(MatmulPrecision.TF32, false, unasked);
    assertThat(onCpu.precision()).isEqualTo(MatmulPrecision.F32);
    assertThat(onCpu.notice())
        .hasValueSatisfying(n -> assertThat(n).contains("tf32 was asked for"));
    assertThat(PrecisionChoice.choose(MatmulPrecision.BF16, true, unasked).precision())
        .isEqualTo(MatmulPrecision.TF32);
  }
}
