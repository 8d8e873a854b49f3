package io.ffsamediff.kernel;

import java.util.List;

/**
 * A kernel over R rows of U units; R is told at each launch, U is part of its text.
 *
 * @param name name of its entry, a C identifier
 * @param units U, at least 1
 * @param outputs what it leaves in memory
 */
public record Kernel(String name, int units, List<KernelOutput> outputs) {

  /**
   * Copies the outputs.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Kernel {
    Names.check(name);
    outputs = List.copyOf(outputs);
    if (outputs.isEmpty() || units < 1) {
      throw new IllegalArgumentException(name + ": expected outputs and units, received none");
    }
  }
}
