package io.ffsamediff.run;

import io.ffsamediff.train.EpochTotals;
import io.ffsamediff.train.LayerState;
import io.ffsamediff.train.TrainingCursor;
import io.ffsamediff.train.TrainingState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestOutputStream;

/** Writes a {@link TrainingState} in the format of {@link CheckpointLayout}. */
final class CheckpointWriter {

  private static final int CHUNK_FLOATS = 1 << 14;

  private CheckpointWriter() {}

  /** Writes {@code state} to {@code target}, every bit as it is. */
  static void write(TrainingState state, OutputStream target) throws IOException {
    DigestOutputStream out = new DigestOutputStream(target, Digests.sha256());
    out.write(header(state));
    for (LayerState layer : state.layers()) {
      writeFloats(layer.parameters(), out);
      writeFloats(layer.updaterState(), out);
    }
    target.write(out.getMessageDigest().digest());
  }

  private static byte[] header(TrainingState state) {
    int layers = state.layers().size();
    int totals = state.totals().layers().size();
    ByteBuffer header =
        ByteBuffer.allocate(Math.toIntExact(CheckpointLayout.header(layers, totals)))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(CheckpointLayout.MAGIC)
            .putInt(CheckpointLayout.VERSION)
            .putLong(CheckpointLayout.length(state))
            .putInt(layers)
            .putInt(totals);
    putCursor(header, state.next());
    header.putDouble(state.totals().pastLoss()).putDouble(state.totals().seconds());
    state.layers().forEach(layer -> putSizes(header, layer));
    state.totals().layers().forEach(total -> putTotals(header, total));
    return header.array();
  }

  private static void putCursor(ByteBuffer header, TrainingCursor next) {
    header.putInt(next.epoch()).putInt(next.batch()).putInt(next.layer()).putInt(next.innerEpoch());
  }

  private static void putSizes(ByteBuffer header, LayerState layer) {
    header
        .putLong(layer.parameters().length)
        .putLong(layer.updaterState().length)
        .putInt(layer.iteration());
  }

  private static void putTotals(ByteBuffer header, EpochTotals.LayerTotals total) {
    header
        .putDouble(total.loss())
        .putLong(total.steps())
        .putDouble(total.goodnessPositive())
        .putDouble(total.goodnessNegative())
        .putLong(total.pairs());
  }

  private static void writeFloats(float[] values, OutputStream out) throws IOException {
    ByteBuffer chunk =
        ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK_FLOATS) {
      int count = Math.min(CHUNK_FLOATS, values.length - from);
      chunk.asFloatBuffer().put(values, from, count);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
  }
}
