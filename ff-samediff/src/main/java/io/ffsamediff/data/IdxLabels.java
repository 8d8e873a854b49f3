package io.ffsamediff.data;

/**
 * What an IDX file of labels holds.
 *
 * @param count number of labels N, at least 1
 * @param labels_N one byte for each label, 0 to 255
 * @param sha256 SHA-256 of the unpacked file, lower-case hex
 */
public record IdxLabels(int count, byte[] labels_N, String sha256) {}
