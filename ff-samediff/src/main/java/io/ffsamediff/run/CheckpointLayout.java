package io.ffsamediff.run;

import io.ffsamediff.train.TrainingState;
import java.util.List;

/*
 * A checkpoint, little-endian. Sizes in bytes. Its arrays are those of CheckpointArrays.
 *
 *   0   8  magic "FFCKPT\r\n": a transfer in text mode would damage it visibly
 *   8   4  format version, int
 *  12   8  length of the whole file, long
 *  20   4  number of layers L, int
 *  24   4  number of layer totals T, int: L, or 0
 *  28   4  number of heads H, int: 0 or 1
 *  32   4  number of averages A, int: L + H, or 0
 *  36   4  number of best weights B, int: L + H, or 0
 *  40  16  next step: epoch, batch, layer, inner epoch, int each
 *  56  24  sum of the loss of past epochs; seconds and head's loss of this epoch; double each
 *  80  12  best weights: epoch, errors, evaluations since, int each; 0 where B is 0
 *  92  40  each total: loss, double; steps, long; goodness of positives and of negatives,
 *          double each; pairs, long
 *   .   4  each layer, then the head: iteration, int
 *   .   8  each array: number of values, long
 *   .      each array: its values, float each
 *  end-32  SHA-256 of everything before it
 */
/** Sizes and marks of the checkpoint format; the table is in {@code docs/file-formats.md} too. */
final class CheckpointLayout {

  /** "FFCKPT\r\n" as a little-endian number. */
  static final long MAGIC = 0x0A0D_5450_4B43_4646L;

  /** Version that is written, and the newest that is read. */
  static final int VERSION = 2;

  /** Oldest version that is read. */
  static final int OLDEST_VERSION = 2;

  /** Bytes before the layer totals. */
  static final int FIXED = 92;

  /** Bytes of a layer's totals. */
  static final int TOTALS = 40;

  /** Bytes of the SHA-256 at the end. */
  static final int FOOTER = 32;

  private CheckpointLayout() {}

  /** Bytes before the first value in a checkpoint of {@code state}. */
  static long header(TrainingState state) {
    return FIXED
        + (long) TOTALS * state.totals().layers().size()
        + (long) Integer.BYTES * CheckpointArrays.parts(state).size()
        + (long) Long.BYTES * CheckpointArrays.of(state).size();
  }

  /** Bytes of a checkpoint of {@code state}. */
  static long length(TrainingState state) {
    List<CheckpointArrays.Named> arrays = CheckpointArrays.of(state);
    long floats = arrays.stream().mapToLong(array -> array.values().length).sum();
    return header(state) + Float.BYTES * floats + FOOTER;
  }
}
