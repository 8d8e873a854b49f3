package io.ffsamediff.data;

import org.jspecify.annotations.Nullable;

/**
 * One file of a data set.
 *
 * @param name file name as published, without {@code .gz}
 * @param sha256 SHA-256 that the unpacked bytes must have, lower-case hex; null if any will do
 */
public record DataFile(String name, @Nullable String sha256) {}
