package io.ffsamediff.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Reads files of CIFAR-10's binary version, packed with gzip or not: records of one byte for the
 * label and 3,072 for the planes of an image. [https://www.cs.toronto.edu/~kriz/cifar.html, "Binary
 * version"]
 */
final class CifarReader {

  /** Size of each image. */
  static final ImageShape SHAPE = new ImageShape(ImageShape.RGB, 32, 32);

  /** Number of classes. */
  static final int CLASSES = 10;

  private static final int RECORD = 1 + SHAPE.inputs();

  /** The published files have 30,730,000. */
  private static final long MOST_BYTES = 1L << 30;

  private CifarReader() {}

  /**
   * Reads a file.
   *
   * @throws DataException if it cannot be read or is no such file
   */
  static CifarBatch read(Path file) {
    return read(UnpackedInput.of(file));
  }

  /**
   * Reads a stream, which is closed.
   *
   * @param where what messages call it
   * @throws DataException as above
   */
  static CifarBatch read(String where, InputStream stream) {
    return read(UnpackedInput.of(where, stream));
  }

  private static CifarBatch read(UnpackedInput source) {
    try (UnpackedInput input = source) {
      input.limit(MOST_BYTES);
      byte[] bytes = input.readAllBytes();
      if (bytes.length == 0 || bytes.length % RECORD != 0) {
        throw new DataException(
            "%s: expected records of %,d bytes, at least one, received %,d bytes. The file is truncated, or of CIFAR-100 or another version than the binary one: get it again."
                .formatted(input.where(), RECORD, bytes.length));
      }
      return split(input.where(), bytes, input.sha256());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // UnpackedInput throws none
    }
  }

  private static CifarBatch split(String where, byte[] bytes, String sha256) {
    int count = bytes.length / RECORD;
    byte[] labels_N = new byte[count];
    byte[] pixels_ND = new byte[count * SHAPE.inputs()];
    for (int i = 0; i < count; i++) {
      labels_N[i] = bytes[i * RECORD];
      if (Byte.toUnsignedInt(labels_N[i]) >= CLASSES) {
        throw new DataException(
            "%s: expected a label from 0 to %d, received %d in record %d, at byte %d. The file is damaged: get it again."
                .formatted(
                    where, CLASSES - 1, Byte.toUnsignedInt(labels_N[i]), i + 1, (long) i * RECORD));
      }
      System.arraycopy(bytes, i * RECORD + 1, pixels_ND, i * SHAPE.inputs(), SHAPE.inputs());
    }
    return new CifarBatch(labels_N, pixels_ND, sha256);
  }
}
