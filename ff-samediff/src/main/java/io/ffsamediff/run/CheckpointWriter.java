package io.ffsamediff.run;

import io.ffsamediff.train.BestState;
import io.ffsamediff.train.EpochTotals;
import io.ffsamediff.train.TrainingCursor;
import io.ffsamediff.train.TrainingState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestOutputStream;
import java.util.List;

/** Writes a {@link TrainingState} in the format of {@link CheckpointLayout}. */
final class CheckpointWriter {

  private static final int CHUNK_FLOATS = 1 << 14;
  private static final BestState NO_BEST = new BestState(0, 0, 0, List.of());

  private CheckpointWriter() {}

  /** Writes {@code state} of the run {@code identity} to {@code target}, every bit as it is. */
  static void write(TrainingState state, RunIdentity identity, OutputStream target)
      throws IOException {
    DigestOutputStream out = new DigestOutputStream(target, Digests.sha256());
    out.write(header(state, identity));
    for (CheckpointArrays.Named array : CheckpointArrays.of(state)) {
      writeFloats(array.values(), out);
    }
    target.write(out.getMessageDigest().digest());
  }

  private static byte[] header(TrainingState state, RunIdentity identity) {
    ByteBuffer header =
        ByteBuffer.allocate(Math.toIntExact(CheckpointLayout.header(state)))
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(CheckpointLayout.mark())
            .putInt(CheckpointLayout.VERSION)
            .putLong(CheckpointLayout.length(state))
            .put(identity.sha256());
    BestState best = state.best().orElse(NO_BEST);
    EpochTotals totals = state.totals();
    header
        .putInt(state.layers().size())
        .putInt(totals.layers().size())
        .putInt(state.head().isPresent() ? 1 : 0)
        .putInt(state.averages().size())
        .putInt(best.parameters().size());
    putCursor(header, state.next());
    header.putDouble(totals.pastLoss()).putDouble(totals.seconds()).putDouble(totals.headLoss());
    header.putInt(best.epoch()).putInt(best.errors()).putInt(best.waited());
    totals.layers().forEach(total -> putTotals(header, total));
    CheckpointArrays.parts(state).forEach(part -> header.putInt(part.iteration()));
    CheckpointArrays.of(state).forEach(array -> header.putLong(array.values().length));
    return header.array();
  }

  private static void putCursor(ByteBuffer header, TrainingCursor next) {
    header.putInt(next.epoch()).putInt(next.batch()).putInt(next.layer()).putInt(next.innerEpoch());
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
