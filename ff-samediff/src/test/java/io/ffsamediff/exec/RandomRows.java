package io.ffsamediff.exec;

import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.HybridMask;
import io.ffsamediff.data.LabelEncoder;
import io.ffsamediff.data.LabelledRows;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.RowEncoder;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows drawn at random: pairs, hybrids, or what a layer below hands on of them. */
final class RandomRows implements AutoCloseable {

  private static final int LONGEST_SIDE = 16;

  private final Random random;
  private final Batches<? extends LabelledRows> batches;
  private final LabelledRows first;
  private final @Nullable HiddenRows hidden;
  private final int classes;
  private final String form;

  /** What rows are. */
  enum Kind {
    PAIRS,
    HYBRIDS,
    ABOVE_PAIRS,
    ABOVE_HYBRIDS
  }

  /**
   * Draws rows.
   *
   * @param examples half as many as rows
   * @param blockRows rows of a block on the host
   */
  RandomRows(Random random, Kind kind, int examples, int blockRows) {
    this.random = random;
    int height = 1 + random.nextInt(LONGEST_SIDE);
    int width = 2 + random.nextInt(LONGEST_SIDE);
    this.classes = 2 + random.nextInt(Math.min(9, height * width - 1));
    Dataset data = data(examples, height, width);
    InputNormalization normalization =
        RandomLayer.pick(random, List.of(InputNormalization.values()));
    LabelConfig labels = labels(kind);
    RowEncoder encoder =
        new RowEncoder(new LabelEncoder(labels, data.inputs(), classes), normalization);
    this.batches =
        labels instanceof LabelConfig.None
            ? Batches.ofHybrids(
                data,
                encoder,
                Optional.empty(),
                new HybridMask(height, width, 2),
                examples,
                blockRows)
            : Batches.of(data, encoder, Optional.empty(), examples, blockRows);
    batches.startEpoch(
        IntStream.range(0, examples).toArray(),
        IntStream.of(data.labels()).map(label -> (label + 1) % classes).toArray(),
        0);
    this.first = batches.batch(0);
    this.hidden =
        kind == Kind.ABOVE_PAIRS || kind == Kind.ABOVE_HYBRIDS
            ? new HiddenRows(first, RandomLayer.size(random, RandomLayer.WIDEST))
            : null;
    this.form =
        "%s: %d examples of %d x %d, %s, %s, blocks of %d"
            .formatted(kind, examples, height, width, labels, normalization, blockRows);
    change();
  }

  private Dataset data(int examples, int height, int width) {
    byte[] pixels = new byte[examples * height * width];
    byte[] labels = new byte[examples];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
    }
    for (int i = 0; i < examples; i++) {
      labels[i] = (byte) random.nextInt(classes);
    }
    return new Dataset(
        "random", Dataset.Split.TRAIN, height, width, classes, pixels, labels, List.of());
  }

  private LabelConfig labels(Kind kind) {
    if (kind == Kind.HYBRIDS || kind == Kind.ABOVE_HYBRIDS) {
      return new LabelConfig.None();
    }
    return random.nextBoolean()
        ? new LabelConfig.Overlay(new LabelConfig.Strength.Fixed(1))
        : new LabelConfig.Append(new LabelConfig.Strength.Fixed(1));
  }

  /** The rows. */
  RowBlocks rows() {
    return hidden != null ? hidden : first;
  }

  /** The rows with the neutral label, where there are labels. */
  Optional<RowBlocks> neutral() {
    return hidden == null && first instanceof PairRows pairs
        ? Optional.of(pairs.neutral())
        : Optional.empty();
  }

  /** Root of the mean over rows of their sum of squares. */
  double length() {
    double squares = 0;
    for (int block = 0; block < rows().blocks(); block++) {
      double length = rows().inputs(block).norm2Number().doubleValue();
      squares += length * length;
    }
    return Math.max(0.1, Math.sqrt(squares / rows().rows()));
  }

  /** Other activations from below, or other negative labels, where there are any. */
  void change() {
    if (hidden != null) {
      fill(hidden);
    } else if (first instanceof PairRows pairs) {
      for (int pair = 0; pair < pairs.examples(); pair++) {
        int other = 1 + random.nextInt(classes - 1);
        pairs.setNegative(pair, (pairs.label(pair) + other) % classes);
      }
    }
  }

  private void fill(HiddenRows target) {
    for (int block = 0; block < first.blocks(); block++) {
      INDArray activations = target.receive(block);
      for (long i = 0; i < activations.length(); i++) {
        activations.putScalar(i, Math.max(0, random.nextGaussian()));
      }
    }
    target.received();
  }

  @Override
  public String toString() {
    return form;
  }

  @Override
  public void close() {
    if (hidden != null) {
      hidden.close();
    }
    batches.close();
  }
}
