package io.ffsamediff.data;

/**
 * What an IDX file of images holds.
 *
 * @param count number of images N, at least 1
 * @param height rows of an image, at least 1
 * @param width columns of an image, at least 1
 * @param pixels_ND N x (height * width) bytes, row by row, 0 to 255
 * @param sha256 SHA-256 of the unpacked file, lower-case hex
 */
public record IdxImages(int count, int height, int width, byte[] pixels_ND, String sha256) {}
