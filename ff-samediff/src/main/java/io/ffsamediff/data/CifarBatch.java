package io.ffsamediff.data;

/**
 * What a file of CIFAR-10's binary version holds.
 *
 * @param labels_N one byte for each label, 0 to 9
 * @param pixels_ND N x 3,072 bytes: 1,024 red, green and blue ones, each row by row
 * @param sha256 SHA-256 of the unpacked file, lower-case hex
 */
record CifarBatch(byte[] labels_N, byte[] pixels_ND, String sha256) {}
