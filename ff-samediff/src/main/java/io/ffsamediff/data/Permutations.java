package io.ffsamediff.data;

import java.util.random.RandomGenerator;

/** Random order (Fisher and Yates). */
public final class Permutations {

  private Permutations() {}

  /** The numbers 0 to {@code size - 1} in random order. */
  public static int[] of(int size, RandomGenerator random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    shuffle(order, random);
    return order;
  }

  /** Puts {@code values} into random order. */
  static void shuffle(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }
}
