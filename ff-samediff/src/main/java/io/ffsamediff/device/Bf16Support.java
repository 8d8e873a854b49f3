package io.ffsamediff.device;

import java.util.List;
import java.util.Locale;

/**
 * Whether products of bfloat16 are worth while here: oneDNN can be loaded, and the processor has
 * instructions for them. Without, oneDNN emulates them, slower than float32.
 *
 * @param available whether they are
 * @param reason why, in words
 */
public record Bf16Support(boolean available, String reason) {

  /**
   * A family of instructions.
   *
   * @param bits oneDNN's number for it; a processor has the family when its own number has all bits
   */
  private record Family(int bits, String name) {
    boolean isIn(int instructionSet) {
      return (instructionSet & bits) == bits;
    }
  }

  /** The bits of AVX-512 with bf16, and of the same with AMX. */
  private static final List<Family> BF16 =
      List.of(new Family(0xfef, "AMX bf16"), new Family(0xe7, "AVX-512 bf16"));

  /** Fewer bits are in more bits, so the best comes first. */
  private static final List<Family> OTHERS =
      List.of(
          new Family(0x67, "AVX-512 VNNI"),
          new Family(0x27, "AVX-512"),
          new Family(0x0f, "AVX2 VNNI"),
          new Family(0x07, "AVX2"),
          new Family(0x03, "AVX"),
          new Family(0x01, "SSE4.1"));

  /**
   * What an instruction set means.
   *
   * @param instructionSet oneDNN's number of it, {@code dnnl_cpu_isa_t}
   */
  static Bf16Support of(int instructionSet) {
    for (Family family : BF16) {
      if (family.isIn(instructionSet)) {
        return new Bf16Support(true, "the processor has " + family.name());
      }
    }
    String best =
        OTHERS.stream()
            .filter(family -> family.isIn(instructionSet))
            .map(family -> "up to " + family.name())
            .findFirst()
            .orElse("another architecture");
    return new Bf16Support(
        false, String.format(Locale.ROOT, "the processor has no bf16 instructions (%s)", best));
  }

  /** oneDNN could not be loaded. */
  static Bf16Support without(Throwable error) {
    return new Bf16Support(false, "oneDNN cannot be loaded (%s)".formatted(error));
  }
}
