package io.ffsamediff.train;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The random streams of a run, all split from its one seed. A stream is made anew from the seed,
 * its name and an index such as the epoch, so that a resumed run needs no saved generator.
 */
public final class RandomStreams {

  /** Weights and biases; index: the layer's number. */
  public static final String INITIALISATION = "initialisation";

  /** Order of the examples; index: the epoch. */
  public static final String ORDER = "order";

  /** Labels of the negatives; index: the epoch. */
  public static final String NEGATIVES = "negatives";

  /** Choice among wrong labels by how likely they are; index: the batch in the run. */
  public static final String HARD_NEGATIVES = "hardNegatives";

  /** Activations that are dropped; index: the batch in the run. */
  public static final String DROPOUT = "dropout";

  private final long seed;

  /** The streams of {@code seed}. */
  public RandomStreams(long seed) {
    this.seed = seed;
  }

  /** A fresh generator at the start of stream {@code name}, {@code index}. */
  public RandomGenerator stream(String name, long index) {
    long mixed = mix(seed);
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      mixed = mix(mixed ^ b);
    }
    return new SplittableRandom(mix(mixed ^ index));
  }

  /** Stafford's variant 13 of the 64-bit finaliser, as in SplitMix64 (Steele et al., 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
