package io.ffsamediff.data;

/**
 * Where a data file came from.
 *
 * @param file file name as published, without {@code .gz}
 * @param source path or address it was read from
 * @param sha256 SHA-256 of the unpacked bytes, lower-case hex
 */
public record Provenance(String file, String source, String sha256) {}
