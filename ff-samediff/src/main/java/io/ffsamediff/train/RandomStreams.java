package io.ffsamediff.train;

import io.ffsamediff.data.ExampleRandom;
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

  /** Distortions of images; index: the epoch. */
  public static final String AUGMENTATION = "augmentation";

  private final long seed;

  /** The streams of {@code seed}. */
  public RandomStreams(long seed) {
    this.seed = seed;
  }

  /** A fresh generator at the start of stream {@code name}, {@code index}. */
  public RandomGenerator stream(String name, long index) {
    return new SplittableRandom(seed(name, index));
  }

  /** The seed of stream {@code name}, {@code index}, for those who bring their own generator. */
  public long seed(String name, long index) {
    long mixed = ExampleRandom.mix(seed);
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      mixed = ExampleRandom.mix(mixed ^ b);
    }
    return ExampleRandom.mix(mixed ^ index);
  }
}
