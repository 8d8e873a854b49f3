package io.ffsamediff.kernel;

import java.util.List;

/**
 * A kernel as text, and how it is called: {@code entry(rows, inputs..., stored..., partials)}, on
 * the host with the number of blocks in front. Where it sums over rows, every block leaves its own
 * sums in {@code partials}, and {@link #sums} adds those up.
 *
 * @param entry name of its function
 * @param code the text
 * @param inputs parameters that it reads, in order
 * @param stored parameters that it writes, in order
 * @param summed what it sums over rows, in the order in which a block leaves it
 * @param units U
 * @param threads of a block
 * @param sharedBytes memory that the threads of a block share
 * @param flat whether its elements are independent of each other: rows need not be whole blocks
 */
public record KernelSource(
    String entry,
    String code,
    List<String> inputs,
    List<String> stored,
    List<Sum> summed,
    int units,
    int threads,
    int sharedBytes,
    boolean flat) {

  /** Copies the lists. */
  public KernelSource {
    inputs = List.copyOf(inputs);
    stored = List.copyOf(stored);
    summed = List.copyOf(summed);
  }

  /**
   * A sum over rows.
   *
   * @param name parameter of {@link #sums} that it goes to
   * @param length numbers
   * @param accumulate whether they are added to what is there
   */
  public record Sum(String name, int length, boolean accumulate) {}

  /** The text of {@code kernel} in {@code dialect}. */
  public static KernelSource of(Kernel kernel, Dialect dialect) {
    return KernelWriter.write(kernel, dialect);
  }

  /**
   * The kernel that adds up what the blocks of this one have left; its rows are the blocks, its
   * units the numbers that each has left.
   *
   * @param dialect that of this one
   */
  public KernelSource sums(Dialect dialect) {
    return SumsWriter.write(this, dialect);
  }

  /** Blocks that {@link #sums} wants: each of its blocks adds up some of the numbers. */
  public int blocksOfSums() {
    return (units + SumsWriter.SIDE - 1) / SumsWriter.SIDE;
  }

  /** Floats that a block leaves in {@code partials}. */
  public int partialFloats() {
    return summed.stream().mapToInt(Sum::length).sum();
  }

  /**
   * Blocks in which so many rows are best done.
   *
   * @param rows at least 1
   * @param processors multiprocessors of the device, 1 of the host
   * @param sharedOfProcessor bytes of memory that a multiprocessor has for its blocks to share
   * @return at least 1; no block is without work
   */
  public int blocks(int rows, int processors, int sharedOfProcessor) {
    if (flat) {
      long elements = (long) rows * units;
      long wanted = (elements + threads - 1) / threads;
      return (int) Math.min(wanted, (long) processors * (THREADS_OF_PROCESSOR / threads));
    }
    int resident = Math.max(1, Math.min(MOST_BLOCKS, THREADS_OF_PROCESSOR / threads));
    if (sharedBytes > 0) {
      resident = Math.max(1, Math.min(resident, sharedOfProcessor / sharedBytes));
    }
    return Math.min(rows, processors * resident);
  }

  /** Threads that all architectures from Turing on can have on a multiprocessor at least. */
  private static final int THREADS_OF_PROCESSOR = 1024;

  /** Likewise of blocks. */
  private static final int MOST_BLOCKS = 16;
}
