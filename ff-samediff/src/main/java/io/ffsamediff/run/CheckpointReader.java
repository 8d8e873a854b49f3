package io.ffsamediff.run;

import io.ffsamediff.config.ResumedConfig;
import io.ffsamediff.train.BestState;
import io.ffsamediff.train.EpochTotals;
import io.ffsamediff.train.EpochTotals.LayerTotals;
import io.ffsamediff.train.LayerState;
import io.ffsamediff.train.TrainingCursor;
import io.ffsamediff.train.TrainingState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a checkpoint. Nothing is believed before it is checked: first mark, version and length,
 * then the checksum, then the sizes against those of the network, and only then are arrays made.
 */
final class CheckpointReader {

  private final CheckpointFile file;
  private final RunIdentity identity;
  private final TrainingState like;

  private CheckpointReader(CheckpointFile file, RunIdentity identity, TrainingState like) {
    this.file = file;
    this.identity = identity;
    this.like = like;
  }

  /**
   * Reads {@code path}.
   *
   * @param identity that of the run whose checkpoint it must be
   * @param like a state of the network that the checkpoint must fit: sizes are compared; the best
   *     weights, which a fresh state has not, must be of the sizes of its parameters
   * @throws RunFormatException if the file is no checkpoint, damaged, too old, too new, that of
   *     another run, or that of another network
   */
  static TrainingState read(Path path, RunIdentity identity, TrainingState like) {
    try (CheckpointFile file = new CheckpointFile(path)) {
      return new CheckpointReader(file, identity, like).read();
    } catch (IOException e) {
      throw new RunFormatException(
          "%s: expected a readable checkpoint, received '%s'. %s"
              .formatted(path, e, CheckpointFile.DAMAGED),
          e);
    }
  }

  private TrainingState read() throws IOException {
    ByteBuffer fixed = file.start();
    checkRun(fixed);
    Counts counts = counts(fixed);
    TrainingCursor next = cursor(fixed);
    EpochTotals totals =
        new EpochTotals(
            fixed.getDouble(), fixed.getDouble(), fixed.getDouble(), totals(counts.totals()));
    Optional<BestState> best = best(fixed, counts.best());
    TrainingState shape =
        new TrainingState(next, totals, like.layers(), like.head(), like.averages(), best);
    List<Integer> iterations = iterations();
    List<CheckpointArrays.Named> expected = CheckpointArrays.of(shape);
    checkSizes(expected);
    file.expect("length in bytes", CheckpointLayout.length(shape), file.length());
    List<float[]> arrays = new ArrayList<>();
    for (CheckpointArrays.Named array : expected) {
      arrays.add(file.floats(array.values().length));
    }
    return CheckpointArrays.replace(shape, iterations, arrays.iterator());
  }

  private void checkRun(ByteBuffer fixed) {
    byte[] sha256 = new byte[RunIdentity.BYTES];
    fixed.get(sha256);
    if (!identity.equals(new RunIdentity(sha256))) {
      throw file.refuse(
          "a checkpoint of this run",
          "one of another configuration",
          "Of config.json only %s may change; restore the rest."
              .formatted(ResumedConfig.changeable()));
    }
  }

  /** Counts that the network does not decide: of layer totals and of best weights. */
  private record Counts(int totals, int best) {}

  private Counts counts(ByteBuffer fixed) {
    int layers = like.layers().size();
    file.expect("number of layers", layers, fixed.getInt());
    int totals = fixed.getInt();
    file.expect("number of layer totals", like.totals().layers().size(), totals);
    int heads = like.head().isPresent() ? 1 : 0;
    file.expect("number of heads", heads, fixed.getInt());
    file.expect("number of averages", like.averages().size(), fixed.getInt());
    int best = fixed.getInt();
    if (best != 0) {
      file.expect("number of best weights", layers + heads, best);
    }
    return new Counts(totals, best);
  }

  private TrainingCursor cursor(ByteBuffer fixed) {
    TrainingCursor cursor =
        new TrainingCursor(fixed.getInt(), fixed.getInt(), fixed.getInt(), fixed.getInt());
    boolean sound =
        Math.min(cursor.epoch(), cursor.batch()) >= 0
            && Math.min(cursor.layer(), cursor.innerEpoch()) >= 0
            && cursor.layer() < like.layers().size();
    if (!sound) {
      throw file.refuse("a step of the run", cursor, CheckpointFile.DAMAGED);
    }
    return cursor;
  }

  /** The best epoch, with the present parameters in place of its weights: they are as many. */
  private Optional<BestState> best(ByteBuffer fixed, int count) {
    List<float[]> weights =
        CheckpointArrays.parts(like).stream().map(LayerState::parameters).toList();
    BestState best = new BestState(fixed.getInt(), fixed.getInt(), fixed.getInt(), weights);
    if (count == 0) {
      return Optional.empty();
    }
    if (best.epoch() < 1 || Math.min(best.errors(), best.waited()) < 0) {
      throw file.refuse(
          "the best epoch from 1, its errors and what was waited since from 0",
          "%d, %d and %d".formatted(best.epoch(), best.errors(), best.waited()),
          CheckpointFile.DAMAGED);
    }
    return Optional.of(best);
  }

  private List<LayerTotals> totals(int count) throws IOException {
    ByteBuffer table = file.next((long) CheckpointLayout.TOTALS * count);
    List<LayerTotals> totals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      totals.add(
          new LayerTotals(
              table.getDouble(),
              table.getLong(),
              table.getDouble(),
              table.getDouble(),
              table.getLong()));
    }
    return totals;
  }

  private List<Integer> iterations() throws IOException {
    int parts = CheckpointArrays.parts(like).size();
    ByteBuffer table = file.next((long) Integer.BYTES * parts);
    List<Integer> iterations = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      iterations.add(table.getInt());
      if (iterations.get(i) < 0) {
        throw file.refuse("an iteration from 0", iterations.get(i), CheckpointFile.DAMAGED);
      }
    }
    return iterations;
  }

  private void checkSizes(List<CheckpointArrays.Named> expected) throws IOException {
    ByteBuffer table = file.next((long) Long.BYTES * expected.size());
    for (CheckpointArrays.Named array : expected) {
      file.expect(array.name(), array.values().length, table.getLong());
    }
  }
}
