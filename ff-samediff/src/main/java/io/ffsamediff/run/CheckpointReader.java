package io.ffsamediff.run;

import io.ffsamediff.train.EpochTotals;
import io.ffsamediff.train.EpochTotals.LayerTotals;
import io.ffsamediff.train.LayerState;
import io.ffsamediff.train.TrainingCursor;
import io.ffsamediff.train.TrainingState;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a checkpoint. Nothing is believed before it is checked: first mark, version and length,
 * then the checksum, then the sizes against those of the network, and only then are arrays made.
 */
final class CheckpointReader {

  private static final String DAMAGED = "The file is damaged; an older checkpoint may be sound.";
  private static final int CHUNK_FLOATS = 1 << 14;

  private final Path file;
  private final TrainingState like;
  private final FileChannel channel;

  private CheckpointReader(Path file, TrainingState like, FileChannel channel) {
    this.file = file;
    this.like = like;
    this.channel = channel;
  }

  /**
   * Reads {@code file}.
   *
   * @param like a state of the network that the checkpoint must fit: sizes are compared
   * @throws RunFormatException if the file is no checkpoint, damaged, too old, too new, or that of
   *     another network
   */
  static TrainingState read(Path file, TrainingState like) {
    try (FileChannel channel = FileChannel.open(file)) {
      return new CheckpointReader(file, like, channel).read();
    } catch (IOException e) {
      throw new RunFormatException(
          "%s: expected a readable checkpoint, received '%s'. %s".formatted(file, e, DAMAGED), e);
    }
  }

  private TrainingState read() throws IOException {
    ByteBuffer fixed = next(Math.min(CheckpointLayout.FIXED, channel.size()));
    checkKind(fixed);
    checkLengthAndSum(fixed);
    int layers = fixed.getInt();
    int totals = fixed.getInt();
    expect("number of layers", like.layers().size(), layers);
    if (totals != 0) {
      expect("number of layer totals", layers, totals);
    }
    expect("length in bytes", CheckpointLayout.length(withTotals(totals)), channel.size());
    TrainingCursor cursor = cursor(fixed, layers);
    double pastLoss = fixed.getDouble();
    double seconds = fixed.getDouble();
    ByteBuffer table = next(CheckpointLayout.header(layers, totals) - CheckpointLayout.FIXED);
    int[] iterations = checkSizes(table);
    List<LayerTotals> layerTotals = totals(table, totals);
    return new TrainingState(
        cursor, new EpochTotals(pastLoss, seconds, 0, layerTotals), layers(iterations));
  }

  private void checkKind(ByteBuffer fixed) {
    if (fixed.remaining() < CheckpointLayout.FIXED || fixed.getLong() != CheckpointLayout.MAGIC) {
      throw RunFormatException.of(
          file, "a checkpoint of ff", "something else, or the torn start of one", DAMAGED);
    }
    int version = fixed.getInt();
    if (version > CheckpointLayout.VERSION) {
      throw RunFormatException.of(
          file,
          "checkpoint format " + CheckpointLayout.VERSION + " or older",
          "the newer format " + version,
          "Use the version of ff that wrote it, or a newer one.");
    }
    if (version < CheckpointLayout.OLDEST_VERSION) {
      throw RunFormatException.of(
          file,
          "checkpoint format " + CheckpointLayout.OLDEST_VERSION + " or newer",
          "the older format " + version,
          "Use the version of ff that wrote it.");
    }
  }

  private void checkLengthAndSum(ByteBuffer fixed) throws IOException {
    long length = fixed.getLong();
    if (length != channel.size()) {
      throw RunFormatException.of(file, length + " bytes", channel.size() + " bytes", DAMAGED);
    }
    long sum = length - CheckpointLayout.FOOTER;
    byte[] actual = Digests.of(file, sum);
    ByteBuffer footer = ByteBuffer.allocate(CheckpointLayout.FOOTER);
    readFully(footer, sum);
    if (!MessageDigest.isEqual(actual, footer.array())) {
      throw RunFormatException.of(
          file, "content that agrees with its checksum", "altered content", DAMAGED);
    }
  }

  /** The shape of the state that the file claims to hold. */
  private TrainingState withTotals(int totals) {
    List<LayerTotals> zeros = new ArrayList<>();
    for (int i = 0; i < totals; i++) {
      zeros.add(LayerTotals.ZERO);
    }
    return new TrainingState(like.next(), new EpochTotals(0, 0, 0, zeros), like.layers());
  }

  private TrainingCursor cursor(ByteBuffer fixed, int layers) {
    TrainingCursor cursor =
        new TrainingCursor(fixed.getInt(), fixed.getInt(), fixed.getInt(), fixed.getInt());
    boolean sound =
        Math.min(cursor.epoch(), cursor.batch()) >= 0
            && Math.min(cursor.layer(), cursor.innerEpoch()) >= 0
            && cursor.layer() < layers;
    if (!sound) {
      throw RunFormatException.of(file, "a step of the run", cursor, DAMAGED);
    }
    return cursor;
  }

  private int[] checkSizes(ByteBuffer table) {
    int[] iterations = new int[like.layers().size()];
    for (int i = 0; i < iterations.length; i++) {
      LayerState layer = like.layers().get(i);
      expect("parameters of layer " + (i + 1), layer.parameters().length, table.getLong());
      expect("optimiser values of layer " + (i + 1), layer.updaterState().length, table.getLong());
      iterations[i] = table.getInt();
      if (iterations[i] < 0) {
        throw RunFormatException.of(file, "an iteration from 0", iterations[i], DAMAGED);
      }
    }
    return iterations;
  }

  private static List<LayerTotals> totals(ByteBuffer table, int totals) {
    List<LayerTotals> read = new ArrayList<>();
    for (int i = 0; i < totals; i++) {
      read.add(
          new LayerTotals(
              table.getDouble(),
              table.getLong(),
              table.getDouble(),
              table.getDouble(),
              table.getLong()));
    }
    return read;
  }

  private List<LayerState> layers(int[] iterations) throws IOException {
    List<LayerState> read = new ArrayList<>();
    for (int i = 0; i < iterations.length; i++) {
      LayerState layer = like.layers().get(i);
      float[] parameters = floats(layer.parameters().length);
      float[] updaterState = floats(layer.updaterState().length);
      read.add(new LayerState(parameters, updaterState, iterations[i]));
    }
    return read;
  }

  private float[] floats(int count) throws IOException {
    float[] values = new float[count];
    for (int from = 0; from < count; from += CHUNK_FLOATS) {
      int part = Math.min(CHUNK_FLOATS, count - from);
      next((long) part * Float.BYTES).asFloatBuffer().get(values, from, part);
    }
    return values;
  }

  private void expect(String what, long expected, long received) {
    if (expected != received) {
      throw RunFormatException.of(
          file,
          what + " " + expected,
          received,
          "The checkpoint belongs to another network; restore the run's own config.json.");
    }
  }

  /** The next {@code length} bytes, little-endian. */
  private ByteBuffer next(long length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    long position = channel.position();
    readFully(buffer, position);
    channel.position(position + length);
    return buffer.flip();
  }

  private void readFully(ByteBuffer buffer, long position) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException("the file ends early");
      }
    }
  }
}
