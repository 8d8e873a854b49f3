package io.ffsamediff.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorFloatTest {

  /** Between 1 and 2 the numbers of TF32 are 2^-10 apart: 0x1.004p0 is the first after 1. */
  @ParameterizedTest
  @CsvSource({
    // As they are.
    "0x0p0, 0x0p0",
    "-0x0p0, -0x0p0",
    "0x1p0, 0x1p0",
    "0x1.ffcp0, 0x1.ffcp0",
    // Below half a step, half a step, and above it.
    "0x1.001ffep0, 0x1p0",
    "0x1.002p0, 0x1.004p0",
    "0x1.002002p0, 0x1.004p0",
    // Half a step goes away from zero, also from an odd last bit and on the negative side.
    "0x1.006p0, 0x1.008p0",
    "-0x1.002p0, -0x1.004p0",
    "-0x1.001ffep0, -0x1p0",
    // The carry goes into the exponent, and beyond the largest number.
    "0x1.ffep0, 0x1p1",
    "0x1.fffffep127, Infinity",
    "0x1.ffdffep127, 0x1.ffcp127",
    // Below the smallest normal number steps stay as large: 2^-136.
    "0x1p-136, 0x1p-136",
    "0x1p-137, 0x1p-136",
    "0x0.fffp-137, 0x0p0",
    "Infinity, Infinity",
    "-Infinity, -Infinity",
    "NaN, NaN"
  })
  void round_value_isTheNearestOfTf32(float value, float expected) {
    assertThat(Float.floatToRawIntBits(TensorFloat.round(value)))
        .isEqualTo(Float.floatToRawIntBits(expected));
  }
}
