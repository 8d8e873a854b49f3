package io.ffsamediff.exec;

import java.util.function.IntConsumer;

/** One thread's units of the two products of a small batch; that thread calls the methods. */
interface SmallProducts extends AutoCloseable {

  /**
   * The thread's units of {@code z = x W}.
   *
   * @param revision number of the inputs' contents
   * @param iteration steps done, after each of which the kernel is another
   */
  void multiply(int revision, int iteration);

  /**
   * The thread's units of {@code dW = x' dz}, where {@code dz} has been written over {@code z}:
   * tile after tile, from tile {@code first} on and around the end.
   *
   * @param use called with the number of each tile, which the next one overwrites; updates the
   *     weights of its inputs
   */
  void gradient(int first, IntConsumer use);

  @Override
  void close();
}
