package io.ffsamediff.data;

/** Pixels of training images, as they are or distorted; not thread-safe. */
@FunctionalInterface
interface PixelSource {

  /**
   * Writes the pixels of example {@code index}.
   *
   * @param epochSeed what chance does in the epoch
   * @param x receives the D pixels, 0 to 255 but for rounding
   * @param start where in {@code x} they go
   */
  void read(long epochSeed, int index, float[] x, int start);

  /** Images as they are. */
  static PixelSource plain(Dataset data) {
    return (epochSeed, index, x, start) -> {
      for (int i = 0; i < data.inputs(); i++) {
        x[start + i] = data.pixel(index, i);
      }
    };
  }

  /**
   * Distorted images: the same ones for the same epoch's seed, in whatever order they are asked.
   */
  static PixelSource distorted(Augmenter augmenter) {
    return distorted(augmenter, 0);
  }

  /**
   * The same of a part of the images, of which each is distorted as it is in the whole.
   *
   * @param first number of the part's first image in the whole
   */
  static PixelSource distorted(Augmenter augmenter, int first) {
    ExampleRandom random = new ExampleRandom();
    return (epochSeed, index, x, start) -> {
      random.start(epochSeed, first + index);
      augmenter.distort(index, random, x, start);
    };
  }
}
