package io.ffsamediff.run;

import io.ffsamediff.train.TrainingState;

/*
 * A checkpoint, little-endian. Sizes in bytes.
 *
 *   0   8  magic "FFCKPT\r\n": a transfer in text mode would damage it visibly
 *   8   4  format version, int
 *  12   8  length of the whole file, long
 *  20   4  number of layers L, int
 *  24   4  number of layer totals T, int: L, or 0
 *  28  16  next step: epoch, batch, layer, inner epoch, int each
 *  44  16  sum of the loss of past epochs, seconds of this epoch, double each
 *  60  20  each layer: number of parameters and of optimiser values, long each; iteration, int
 *   .  40  each total: loss, double; steps, long; goodness of positives and of negatives,
 *          double each; pairs, long
 *   .      each layer: parameters, then optimiser values, float each
 *  end-32  SHA-256 of everything before it
 */
/** Sizes and marks of the checkpoint format; the table is in {@code docs/file-formats.md} too. */
final class CheckpointLayout {

  /** "FFCKPT\r\n" as a little-endian number. */
  static final long MAGIC = 0x0A0D_5450_4B43_4646L;

  /** Version that is written, and the newest that is read. */
  static final int VERSION = 1;

  /** Oldest version that is read. */
  static final int OLDEST_VERSION = 1;

  /** Bytes before the layer table. */
  static final int FIXED = 60;

  /** Bytes of a layer in the table. */
  static final int LAYER = 20;

  /** Bytes of a layer's totals. */
  static final int TOTALS = 40;

  /** Bytes of the SHA-256 at the end. */
  static final int FOOTER = 32;

  private CheckpointLayout() {}

  /** Bytes before the first array. */
  static long header(int layers, int totals) {
    return FIXED + (long) LAYER * layers + (long) TOTALS * totals;
  }

  /** Bytes of a checkpoint of {@code state}. */
  static long length(TrainingState state) {
    long floats =
        state.layers().stream()
            .mapToLong(layer -> (long) layer.parameters().length + layer.updaterState().length)
            .sum();
    return header(state.layers().size(), state.totals().layers().size())
        + Float.BYTES * floats
        + FOOTER;
  }
}
