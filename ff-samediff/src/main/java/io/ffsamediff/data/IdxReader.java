package io.ffsamediff.data;

import java.io.InputStream;
import java.nio.file.Path;

/**
 * Reads IDX files of unsigned bytes, the format of MNIST, packed with gzip or not (the first two
 * bytes decide, not the name).
 *
 * <p>A file is read once, from front to back, and memory is taken only for bytes that are there: a
 * plain file's size must be the one its header says before anything is allocated, and behind gzip
 * the array grows with what arrives. Errors name file and byte, counted in the unpacked file.
 */
public final class IdxReader {

  /*
   * The format: two zero bytes, one byte for the type (0x08 unsigned byte), one byte for the number
   * of dimensions, each dimension as a big-endian 32-bit number, then the bytes, last dimension
   * fastest. [http://yann.lecun.com/exdb/mnist, "the IDX file format"]
   */
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int DIMENSIONS_START = 4;

  /** Largest array that every JVM can hold. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

  private IdxReader() {}

  /**
   * Reads a file of images: three dimensions, N x height x width.
   *
   * @throws DataException if the file cannot be read or is no such file
   */
  public static IdxImages images(Path file) {
    try (IdxInput input = IdxInput.of(file)) {
      return images(input);
    }
  }

  /**
   * Reads images from a stream, which is closed.
   *
   * @param where what messages call the stream
   * @throws DataException if the stream cannot be read or holds no images
   */
  public static IdxImages images(String where, InputStream stream) {
    try (IdxInput input = IdxInput.of(where, stream)) {
      return images(input);
    }
  }

  /**
   * Reads a file of labels: one dimension, N.
   *
   * @throws DataException if the file cannot be read or is no such file
   */
  public static IdxLabels labels(Path file) {
    try (IdxInput input = IdxInput.of(file)) {
      return labels(input);
    }
  }

  /**
   * Reads labels from a stream, which is closed.
   *
   * @param where what messages call the stream
   * @throws DataException if the stream cannot be read or holds no labels
   */
  public static IdxLabels labels(String where, InputStream stream) {
    try (IdxInput input = IdxInput.of(where, stream)) {
      return labels(input);
    }
  }

  private static IdxImages images(IdxInput input) {
    int[] sizes = header(input, 3, "images");
    byte[] pixels_ND = body(input, sizes);
    return new IdxImages(sizes[0], sizes[1], sizes[2], pixels_ND, input.sha256());
  }

  private static IdxLabels labels(IdxInput input) {
    int[] sizes = header(input, 1, "labels");
    byte[] labels_N = body(input, sizes);
    return new IdxLabels(sizes[0], labels_N, input.sha256());
  }

  private static int[] header(IdxInput input, int dimensions, String content) {
    byte[] magic = input.header(DIMENSIONS_START);
    if (magic[0] != 0 || magic[1] != 0) {
      throw input.problem(
          0, "two zero bytes", "%02x %02x".formatted(magic[0], magic[1]), "This is no IDX file.");
    }
    if (magic[2] != UNSIGNED_BYTE) {
      throw input.problem(
          2,
          "type 08 (unsigned byte)",
          "%02x".formatted(magic[2]),
          "Only IDX files of unsigned bytes can be used.");
    }
    if (magic[3] != dimensions) {
      throw input.problem(
          3,
          "%d dimension%s (a file of %s)"
              .formatted(dimensions, dimensions == 1 ? "" : "s", content),
          String.valueOf(Byte.toUnsignedInt(magic[3])),
          "Give the file of " + content + ".");
    }
    return sizes(input, dimensions);
  }

  private static int[] sizes(IdxInput input, int dimensions) {
    int[] sizes = new int[dimensions];
    long product = 1;
    for (int i = 0; i < dimensions; i++) {
      long size = input.unsignedInt();
      // No overflow: the product so far is below 2^31 and a size below 2^32.
      product = Math.multiplyExact(product, size);
      if (size == 0 || product > MAX_BYTES) {
        throw input.problem(
            DIMENSIONS_START + 4L * i,
            "a size from 1 to " + MAX_BYTES + " bytes in all",
            String.valueOf(size),
            "The header is damaged: get the file again.");
      }
      sizes[i] = (int) size;
    }
    return sizes;
  }

  private static byte[] body(IdxInput input, int[] sizes) {
    int length = 1;
    for (int size : sizes) {
      length *= size;
    }
    return input.body(length);
  }
}
