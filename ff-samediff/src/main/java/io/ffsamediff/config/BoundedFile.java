package io.ffsamediff.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files that have a most size, so that a huge one costs no memory. */
public final class BoundedFile {

  private BoundedFile() {}

  /**
   * All of {@code file}.
   *
   * @param most how many bytes it may have
   * @return its bytes; empty if there are more
   * @throws NoSuchFileException if it is missing
   * @throws IOException if it is no file, or cannot be read
   */
  public static Optional<byte[]> read(Path file, int most) throws IOException {
    if (Files.size(file) > most) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException("it is a folder or a device, not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1); // it may have grown
      return bytes.length > most ? Optional.empty() : Optional.of(bytes);
    }
  }
}
