package io.ffsamediff.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code metrics.jsonl}: one JSON object an epoch, appended as the epochs end. */
public final class MetricsLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsLog.class);

  private final Path file;
  private final FileChannel channel;
  private final OptionalInt fewestValidationErrors;

  private MetricsLog(Path file, FileChannel channel, OptionalInt fewestValidationErrors) {
    this.file = file;
    this.channel = channel;
    this.fewestValidationErrors = fewestValidationErrors;
  }

  /**
   * Opens the log of {@code run} to go on after {@code epochs} finished epochs: 0 for a new run,
   * and for a resumed one those of its checkpoint. Later lines are dropped, since those epochs are
   * trained again.
   *
   * @throws RunFormatException if a line before the last is damaged
   * @throws RunFolderException if the log cannot be written
   */
  public static MetricsLog open(RunDirectory run, int epochs) {
    Path file = run.metrics();
    List<EpochMetrics> kept = read(run).stream().filter(line -> line.epoch() <= epochs).toList();
    if (kept.size() < epochs) {
      LOG.warn(
          "{}: expected the metrics of {} epochs, received {}. The curves of the report will have a gap.",
          file,
          epochs,
          kept.size());
    }
    AtomicFiles.write(file, out -> writeLines(kept, out));
    try {
      return new MetricsLog(
          file,
          FileChannel.open(
              file, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
          fewest(kept));
    } catch (IOException e) {
      throw AtomicFiles.cannotWrite(file, e);
    }
  }

  private static void writeLines(List<EpochMetrics> epochs, OutputStream target)
      throws IOException {
    OutputStream out = new BufferedOutputStream(target);
    for (EpochMetrics epoch : epochs) {
      out.write(line(epoch));
    }
    out.flush();
  }

  private static byte[] line(EpochMetrics epoch) {
    return (RunJson.LINE.writeValueAsString(epoch) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static OptionalInt fewest(List<EpochMetrics> epochs) {
    return epochs.stream()
        .map(EpochMetrics::validationErrors)
        .filter(Objects::nonNull)
        .mapToInt(Integer::intValue)
        .min();
  }

  /** Fewest validation errors of the epochs that were there when the log was opened. */
  OptionalInt fewestValidationErrors() {
    return fewestValidationErrors;
  }

  /**
   * Appends one epoch; when this returns, other processes see it.
   *
   * @throws RunFolderException if it cannot be written, or the file is no longer in its folder
   */
  public void append(EpochMetrics epoch) {
    if (!Files.exists(file)) {
      throw AtomicFiles.cannotWrite(file, new NoSuchFileException(file.toString()));
    }
    ByteBuffer bytes = ByteBuffer.wrap(line(epoch));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw AtomicFiles.cannotWrite(file, e);
    }
  }

  /**
   * Forces what was appended to disk, so that no checkpoint is ahead of the log.
   *
   * @throws RunFolderException if the disk fails
   */
  public void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw AtomicFiles.cannotWrite(file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw AtomicFiles.cannotWrite(file, e);
    }
  }

  /**
   * The epochs written so far, oldest first; none if the run has no log yet. A last line that a
   * crash has torn is left out.
   *
   * @throws RunFormatException if another line is damaged, the epochs do not rise, or the file or a
   *     line of it is far larger than any that was written
   */
  public static List<EpochMetrics> read(RunDirectory run) {
    Path file = run.metrics();
    if (!Files.exists(file)) {
      return List.of();
    }
    try (LineReader lines = LineReader.open(file, RunLimits.METRICS, RunLimits.METRICS_LINE)) {
      return read(file, lines);
    } catch (IOException e) {
      throw RunJson.unreadable(file, e);
    }
  }

  private static List<EpochMetrics> read(Path file, LineReader lines) throws IOException {
    List<EpochMetrics> epochs = new ArrayList<>();
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      String where = lines.where();
      String fix = "Remove this line; " + epochs.size() + " before it are sound.";
      epochs.add(RunJson.value(where, line, EpochMetrics.class, fix));
      checkOrder(where, epochs);
    }
    if (lines.isTorn()) {
      LOG.warn("{}: line {} has no end and is left out.", file, epochs.size() + 1);
    }
    return List.copyOf(epochs);
  }

  private static void checkOrder(String where, List<EpochMetrics> epochs) {
    int last = epochs.size() - 1;
    int before = last == 0 ? 0 : epochs.get(last - 1).epoch();
    if (epochs.get(last).epoch() <= before) {
      throw RunFormatException.of(
          where,
          "an epoch after " + before,
          epochs.get(last).epoch(),
          "The file is damaged; restore it.");
    }
  }
}
