package io.ffsamediff.kernel;

import java.util.Optional;

/**
 * A sum over rows, as a block keeps it while it goes over its rows.
 *
 * @param output what it is for
 * @param number tells its variable apart
 * @param start first of its numbers among those that a block leaves
 * @param length its numbers
 * @param place where they are kept
 */
record Accumulator(KernelOutput output, int number, int start, int length, Place place) {

  /** Where the numbers are kept. */
  enum Place {
    /** One number, by one thread of the block. */
    NUMBER,
    /** In registers: each thread has those of its units. */
    REGISTERS,
    /** In memory that the threads of a block share; each has its own units there. */
    SHARED,
    /** Where the block leaves them. */
    PARTIALS
  }

  /** That of {@code output}, where it is a sum. */
  static Optional<Accumulator> of(
      KernelOutput output, Kernel kernel, Geometry geometry, int number, int start, int sharable) {
    if (output instanceof KernelOutput.Summed summed) {
      if (!summed.overUnits()) {
        return Optional.of(new Accumulator(output, number, start, 1, Place.NUMBER));
      }
      Place place = geometry.kept() ? Place.REGISTERS : Place.PARTIALS;
      return Optional.of(new Accumulator(output, number, start, kernel.units(), place));
    }
    if (output instanceof KernelOutput.SummedByClass summed) {
      int length = Math.multiplyExact(summed.classes(), kernel.units());
      Place place = length <= sharable / Float.BYTES ? Place.SHARED : Place.PARTIALS;
      return Optional.of(new Accumulator(output, number, start, length, place));
    }
    return Optional.empty();
  }

  /** Its variable in C. */
  String variable() {
    return "a" + number;
  }

  /** Its number for a unit in C. */
  String ofUnit(Dialect dialect) {
    return "%s[%s]".formatted(variable(), place == Place.REGISTERS ? dialect.own() : "u");
  }

  /** Bytes that the threads of a block share for it. */
  int sharedBytes() {
    return place == Place.SHARED ? length * Float.BYTES : 0;
  }

  /** What the sums' kernel makes of it. */
  KernelSource.Sum sum() {
    return new KernelSource.Sum(output.name(), length, output.accumulate());
  }
}
