package io.ffsamediff.data;

import java.util.random.RandomGenerator;

/**
 * The chance of one example after the other, from one object: SplitMix64 (Steele, Lea and Flood,
 * 2014), started anew for each example. What an example gets depends on the seed and on its index
 * alone, not on the examples before it. Not thread-safe.
 */
public final class ExampleRandom implements RandomGenerator {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /** Goes to the start of the numbers of example {@code index} under {@code seed}. */
  public void start(long seed, int index) {
    state = mix(seed ^ mix(index));
  }

  @Override
  public long nextLong() {
    long next = mix(state);
    state += GOLDEN_GAMMA;
    return next;
  }

  /**
   * Scatters {@code value}: Stafford's variant 13 of the 64-bit finaliser after a step, as in
   * SplitMix64.
   */
  public static long mix(long value) {
    long z = value + GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
