package io.ffsamediff.run;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a file, one in memory at a time. */
final class LineReader implements AutoCloseable {

  private final Path file;
  private final InputStream in;
  private final int longest;
  private int number;
  private boolean isTorn;

  private LineReader(Path file, InputStream in, int longest) {
    this.file = file;
    this.in = in;
    this.longest = longest;
  }

  /**
   * Opens {@code file}.
   *
   * @param most bytes that it may have
   * @param longest bytes that a line may have
   * @throws RunFormatException if it is larger
   */
  static LineReader open(Path file, long most, int longest) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("it is a folder or a device, not a file");
    }
    long size = Files.size(file);
    if (size > most) {
      throw RunJson.tooLarge(file, most, size);
    }
    return new LineReader(file, new BufferedInputStream(Files.newInputStream(file)), longest);
  }

  /**
   * The next line, without its end; null where none is left that has one.
   *
   * @throws RunFormatException if it is too long
   */
  byte @Nullable [] next() throws IOException {
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        isTorn = line.size() > 0;
        return null;
      }
      if (line.size() == longest) {
        throw RunJson.tooLarge(where(), longest, longest + 1L);
      }
      line.write(next);
    }
    return line.toByteArray();
  }

  /** Where the line is that was read last. */
  String where() {
    return file + ", line " + number;
  }

  /** Whether the file ended in a line without an end. */
  boolean isTorn() {
    return isTorn;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
