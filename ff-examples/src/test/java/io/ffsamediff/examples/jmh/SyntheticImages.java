package io.ffsamediff.examples.jmh;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** Images of the size of MNIST, the same ones each time: a fifth of the pixels has ink. */
final class SyntheticImages {

  private static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final double INK = 0.2;
  private static final int IDX_OF_THREE_DIMENSIONS = 0x0803;
  private static final long SEED = 1;

  private SyntheticImages() {}

  /** A data set of ten classes. */
  static Dataset dataset(int examples) {
    SplittableRandom random = new SplittableRandom(SEED);
    byte[] pixels_ND = new byte[examples * SIDE * SIDE];
    byte[] labels_N = new byte[examples];
    fill(pixels_ND, 0, random);
    for (int i = 0; i < examples; i++) {
      labels_N[i] = (byte) random.nextInt(CLASSES);
    }
    return new Dataset(
        "synthetic", Split.TRAIN, SIDE, SIDE, CLASSES, pixels_ND, labels_N, List.of());
  }

  /** An IDX file of images, not packed. */
  static byte[] idx(int images) {
    int header = 4 * Integer.BYTES;
    byte[] bytes = new byte[header + images * SIDE * SIDE];
    ByteBuffer.wrap(bytes).putInt(IDX_OF_THREE_DIMENSIONS).putInt(images).putInt(SIDE).putInt(SIDE);
    fill(bytes, header, new SplittableRandom(SEED));
    return bytes;
  }

  private static void fill(byte[] pixels, int from, SplittableRandom random) {
    for (int i = from; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextDouble() < INK ? random.nextInt(256) : 0);
    }
  }
}
