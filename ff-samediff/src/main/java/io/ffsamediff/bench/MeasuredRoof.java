package io.ffsamediff.bench;

import java.util.Locale;

/**
 * What a device's figures are held against.
 *
 * @param library what multiplies
 * @param precision in what, as in {@code f32}
 * @param hardware where
 */
public record MeasuredRoof(String library, String precision, String hardware) {

  /** As in {@code cuBLASLt, TF32, NVIDIA H100 80GB HBM3}. */
  @Override
  public String toString() {
    return "%s, %s, %s".formatted(library, precision.toUpperCase(Locale.ROOT), hardware);
  }
}
