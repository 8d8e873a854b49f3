package io.ffsamediff.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

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
    StringBuilder lines = new StringBuilder();
    kept.forEach(line -> lines.append(RunJson.LINE.writeValueAsString(line)).append('\n'));
    AtomicFiles.write(file, lines.toString().getBytes(StandardCharsets.UTF_8));
    try {
      return new MetricsLog(
          file,
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
          fewest(kept));
    } catch (IOException e) {
      throw AtomicFiles.cannotWrite(file, e);
    }
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
    String line = RunJson.LINE.writeValueAsString(epoch) + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
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
   * @throws RunFormatException if another line is damaged or the epochs do not rise
   */
  public static List<EpochMetrics> read(RunDirectory run) {
    Path file = run.metrics();
    if (!Files.exists(file)) {
      return List.of();
    }
    String text = new String(RunJson.bytes(file), StandardCharsets.UTF_8);
    List<EpochMetrics> epochs = new ArrayList<>();
    int start = 0;
    for (int number = 1; start < text.length(); number++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        LOG.warn("{}: line {} has no end and is left out.", file, number);
        break;
      }
      epochs.add(parse(file + ", line " + number, text.substring(start, end), epochs.size()));
      checkOrder(file + ", line " + number, epochs);
      start = end + 1;
    }
    return List.copyOf(epochs);
  }

  private static EpochMetrics parse(String where, String line, int before) {
    try {
      EpochMetrics epoch = RunJson.LINE.readValue(line, EpochMetrics.class);
      if (epoch != null) {
        return epoch;
      }
      throw RunFormatException.of(
          where, "a JSON object", "null", "Remove this line; " + before + " before it are sound.");
    } catch (JacksonException e) {
      throw RunJson.damaged(where, e);
    }
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
