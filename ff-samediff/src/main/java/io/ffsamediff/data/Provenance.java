package io.ffsamediff.data;

import java.util.Objects;

/**
 * Where a data file came from.
 *
 * @param file file name as published, without {@code .gz}
 * @param source path or address it was read from
 * @param sha256 SHA-256 of the unpacked bytes, lower-case hex
 */
public record Provenance(String file, String source, String sha256) {

  /** Nothing may be absent. */
  public Provenance {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(sha256, "sha256");
  }
}
