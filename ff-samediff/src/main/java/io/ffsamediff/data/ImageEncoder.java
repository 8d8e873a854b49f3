package io.ffsamediff.data;

/** Encodes examples of a data set for training; not thread-safe. */
@FunctionalInterface
interface ImageEncoder {

  /**
   * Encodes example {@code index}, with zeros where its label goes.
   *
   * @param epochSeed what chance does in the epoch
   * @param x receives the I floats
   * @param start where in {@code x} they go
   * @return the normalised height of the label
   */
  float encode(long epochSeed, int index, float[] x, int start);

  /** Images as they are. */
  static ImageEncoder plain(Dataset data, RowEncoder encoder) {
    return (epochSeed, index, x, start) -> encoder.encode(data, index, x, start);
  }

  /** Distorted images, as {@link PixelSource#distorted(Augmenter)}. */
  static ImageEncoder distorted(RowEncoder encoder, Augmenter augmenter) {
    return distorted(encoder, augmenter, 0);
  }

  /** Distorted images, as {@link PixelSource#distorted(Augmenter, int)}. */
  static ImageEncoder distorted(RowEncoder encoder, Augmenter augmenter, int first) {
    PixelSource pixels = PixelSource.distorted(augmenter, first);
    return (epochSeed, index, x, start) -> {
      pixels.read(epochSeed, index, x, start);
      return encoder.encode(x, start);
    };
  }
}
