package io.ffsamediff.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Follows {@code metrics.jsonl} while a run is trained; not thread-safe. */
public final class MetricsTail {

  /** Bytes read at a time, more than the longest line has. */
  private static final int MOST_BYTES = 2 * RunLimits.METRICS_LINE;

  private final Path file;
  private @Nullable Object key;
  private long offset;

  /** Follows the file of {@code run}, from its first line on. */
  public MetricsTail(RunDirectory run) {
    this.file = run.metrics();
  }

  /**
   * What has come.
   *
   * @param restarted whether what was told before no longer counts, as a resumed run has replaced
   *     the file
   * @param lines an epoch each, JSON on one line
   * @param more whether there is more already
   */
  public record Step(boolean restarted, List<String> lines, boolean more) {

    /** Copies the list. */
    public Step {
      lines = List.copyOf(lines);
    }
  }

  /**
   * What has come since the step before; nothing where the file is not there yet.
   *
   * @throws RunFormatException if a line is damaged
   */
  public Step next() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      boolean restarted =
          offset > 0 && (now.size() < offset || !Objects.equals(key, now.fileKey()));
      if (restarted) {
        offset = 0;
      }
      key = now.fileKey();
      List<String> lines = lines(now.size());
      return new Step(restarted, lines, !lines.isEmpty() && offset < now.size());
    } catch (NoSuchFileException e) {
      return new Step(false, List.of(), false);
    } catch (IOException e) {
      throw new RunFormatException(
          "%s: expected a readable file, received '%s'. Check its permissions.".formatted(file, e),
          e);
    }
  }

  private List<String> lines(long size) throws IOException {
    byte[] bytes = new byte[(int) Math.min(MOST_BYTES, size - offset)];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(offset);
      in.readFully(bytes);
    }
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(sound(bytes, start, i));
        start = i + 1;
      }
    }
    if (start == 0 && bytes.length == MOST_BYTES) {
      throw RunFormatException.of(
          file,
          "lines of at most " + RunLimits.METRICS_LINE + " bytes",
          "more",
          "Restore the file.");
    }
    offset += start;
    return lines;
  }

  /** Written anew: what else stands in the line goes nowhere. */
  private String sound(byte[] bytes, int from, int to) {
    byte[] line = Arrays.copyOfRange(bytes, from, to);
    return RunJson.LINE.writeValueAsString(
        RunJson.value(file, line, EpochMetrics.class, "Restore the file."));
  }
}
