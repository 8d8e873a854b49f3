package io.ffsamediff.run;

import io.ffsamediff.train.TrainingState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/*
 * A checkpoint, little-endian. Sizes in bytes. Its arrays are those of CheckpointArrays.
 *
 *   0   8  magic "FFCKPT\r\n": a transfer in text mode would damage it visibly
 *   8  16  format name "training-state", ASCII, then zeros
 *  24   4  format version, int
 *  28   8  length of the whole file, long
 *  36  32  identity of the run, RunIdentity
 *  68   4  number of layers L, int
 *  72   4  number of layer totals T, int: L, or 0
 *  76   4  number of heads H, int: 0 or 1
 *  80   4  number of averages A, int: L + H, or 0
 *  84   4  number of best weights B, int: L + H, or 0
 *  88  16  next step: epoch, batch, layer, inner epoch, int each
 * 104  24  sum of the loss of past epochs; seconds and head's loss of this epoch; double each
 * 128  12  best weights: epoch, errors, evaluations since, int each; 0 where B is 0
 * 140  40  each total: loss, double; steps, long; goodness of positives and of negatives,
 *          double each; pairs, long
 *   .   4  each layer, then the head: iteration, int
 *   .   8  each array: number of values, long
 *   .      each array: its values, float each
 *  end-32  SHA-256 of everything before it
 *
 * Magic, name, version, length and checksum keep their places in all versions from 3 on, so that
 * damage is told apart from another version. Before, the version stood at 8, without a name.
 */
/** Sizes and marks of the checkpoint format; the table is in {@code docs/file-formats.md} too. */
final class CheckpointLayout {

  /** "FFCKPT\r\n". */
  static final byte[] MAGIC = "FFCKPT\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] NAME = "training-state".getBytes(StandardCharsets.US_ASCII);

  /** Version that is written, and the newest that is read. */
  static final int VERSION = 3;

  /** Oldest version that is read. */
  static final int OLDEST_VERSION = 3;

  /** Bytes before the layer totals. */
  static final int FIXED = 140;

  /** Bytes of the mark: magic and format name. */
  static final int MARK = 24;

  /** Newest version that had no format name. */
  static final int LAST_WITHOUT_NAME = 2;

  /** Bytes of a layer's totals. */
  static final int TOTALS = 40;

  /** Bytes of the SHA-256 at the end. */
  static final int FOOTER = 32;

  private static final int COUNTS = 68;
  private static final int MAX_COUNT = 10_000;

  private CheckpointLayout() {}

  /**
   * How many of everything a header has.
   *
   * @param layers layers
   * @param totals layers with totals
   * @param heads heads
   * @param averages averaged parts
   * @param best parts of the best weights
   */
  record Counts(int layers, int totals, int heads, int averages, int best) {

    /** Those of a fixed part, of which nothing is believed yet. */
    static Counts of(ByteBuffer fixed) {
      int[] numbers = new int[5];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = fixed.getInt(COUNTS + Integer.BYTES * i);
      }
      return new Counts(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    /** Whether a network can have them. */
    boolean arePlausible() {
      return IntStream.of(layers, totals, heads, averages, best)
          .allMatch(count -> count >= 0 && count <= MAX_COUNT);
    }

    /** Where the sizes of the arrays start. */
    long sizesStart() {
      return FIXED + (long) TOTALS * totals + (long) Integer.BYTES * (layers + heads);
    }

    /** Bytes before the first value. */
    long header() {
      return sizesStart() + (long) Long.BYTES * (3L * (layers + heads) + averages + best);
    }
  }

  /** Magic and format name. */
  static byte[] mark() {
    return ByteBuffer.allocate(MARK).put(MAGIC).put(NAME).array();
  }

  /** Bytes before the first value in a checkpoint of {@code state}. */
  static long header(TrainingState state) {
    return new Counts(
            state.layers().size(),
            state.totals().layers().size(),
            state.head().isPresent() ? 1 : 0,
            state.averages().size(),
            state.best().map(best -> best.parameters().size()).orElse(0))
        .header();
  }

  /** Bytes of a checkpoint of {@code state}. */
  static long length(TrainingState state) {
    List<CheckpointArrays.Named> arrays = CheckpointArrays.of(state);
    long floats = arrays.stream().mapToLong(array -> array.values().length).sum();
    return header(state) + Float.BYTES * floats + FOOTER;
  }
}
