package io.ffsamediff.data;

/**
 * A mini-batch of images and hybrids of them, made while the batch before it trains. What is drawn
 * for an example depends on the epoch's seed and on the example's index, not on those before it.
 */
final class StagedHybrids {

  private final Dataset data;
  private final RowEncoder encoder;
  private final PixelSource pixels;
  private final HybridMask mask;
  private final ExampleRandom random = new ExampleRandom();
  private final int width;
  private final float[] images_PI;
  private final float[] hybrids_PI;
  private final float[] partner_I;
  private final int[] labels_P;

  /**
   * Room for {@code examples} images.
   *
   * @param encoder puts no label into an example
   * @param pixels the images of {@code data}
   */
  StagedHybrids(
      int examples, Dataset data, RowEncoder encoder, PixelSource pixels, HybridMask mask) {
    this.data = data;
    this.encoder = encoder;
    this.pixels = pixels;
    this.mask = mask;
    this.width = encoder.inputs();
    this.images_PI = new float[Math.multiplyExact(examples, width)];
    this.hybrids_PI = new float[images_PI.length];
    this.partner_I = new float[width];
    this.labels_P = new int[examples];
  }

  /**
   * Makes the batch of the examples from {@code order_N[from]} on.
   *
   * @param order_N indices into the data
   * @param epochSeed what chance does in the epoch
   */
  void fill(int[] order_N, int from, long epochSeed) {
    int examples = Math.min(labels_P.length, order_N.length - from);
    for (int i = 0; i < examples; i++) {
      pixels.read(epochSeed, order_N[from + i], images_PI, i * width);
      labels_P[i] = data.label(order_N[from + i]);
    }
    for (int i = 0; i < examples; i++) {
      // Other numbers than those that distort the example.
      random.start(ExampleRandom.mix(epochSeed), order_N[from + i]);
      System.arraycopy(images_PI, i * width, hybrids_PI, i * width, width);
      mixWithPartner(i, examples, order_N, from, epochSeed);
      encoder.encode(hybrids_PI, i * width);
    }
    for (int i = 0; i < examples; i++) {
      encoder.encode(images_PI, i * width);
    }
  }

  private void mixWithPartner(int i, int examples, int[] order_N, int from, long epochSeed) {
    mask.draw(random);
    if (examples > 1) {
      int partner = (i + 1 + random.nextInt(examples - 1)) % examples;
      mask.mix(hybrids_PI, i * width, images_PI, partner * width, width);
    } else {
      // A batch of one: the example before it in the epoch, around the end of the order.
      int partner = order_N[(from + order_N.length - 1) % order_N.length];
      pixels.read(epochSeed, partner, partner_I, 0);
      mask.mix(hybrids_PI, i * width, partner_I, 0, width);
    }
  }

  /** The normalised images, row after row. */
  float[] images() {
    return images_PI;
  }

  /** The normalised hybrid of each image, row after row. */
  float[] hybrids() {
    return hybrids_PI;
  }

  /** Label of image {@code example}. */
  int label(int example) {
    return labels_P[example];
  }
}
