package io.ffsamediff.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/*
 * A block adds up 32 numbers, those that lie side by side, 32 at a time: all loads of a warp are of one
 * line, and the sum of a number is made in the same order each time.
 */
/** Writes the kernel that adds up what the blocks of another one have left. */
final class SumsWriter {

  /** Numbers that a block adds up, and how many of each at a time. */
  static final int SIDE = 32;

  private SumsWriter() {}

  /**
   * The kernel for the sums of {@code kernel}: {@code entry(blocks left, partials, targets...)}.
   */
  static KernelSource write(KernelSource kernel, Dialect dialect) {
    Text text = new Text();
    int length = kernel.partialFloats();
    List<String> parameters = new ArrayList<>();
    parameters.add("const int left");
    parameters.add("const float* %s partials");
    kernel.summed().forEach(sum -> parameters.add("float* %s " + sum.name()));
    String name = kernel.entry() + "Sums";
    text.open(dialect.function(name, SIDE * SIDE, parameters));
    dialect.addUp(text, length);
    int start = 0;
    for (KernelSource.Sum sum : kernel.summed()) {
      int end = start + sum.length();
      text.line(
          "%sif (i < %d) %s[i - %d] %s sum;"
              .formatted(
                  start == 0 ? "" : "else ",
                  end,
                  sum.name(),
                  start,
                  sum.accumulate() ? "+=" : "="));
      start = end;
    }
    text.close();
    text.close();
    return new KernelSource(
        name,
        dialect.prelude(SIDE, Set.of()) + "\n" + text,
        List.of("partials"),
        kernel.summed().stream().map(KernelSource.Sum::name).toList(),
        List.of(),
        length,
        SIDE * SIDE,
        0,
        true);
  }
}
