package io.ffsamediff.examples.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A checkpoint, read as {@code docs/file-formats.md} says and by no class of the engine.
 *
 * @param file where
 * @param bytes its content, sound
 */
record CheckpointImage(Path file, byte[] bytes) {

  private static final String MARK = "FFCKPT\r\ntraining-state\0\0";
  private static final int LENGTH_AT = 28;
  private static final int EPOCH_AT = 88;
  private static final int SECONDS_AT = 112;
  private static final int FOOTER = 32;

  /**
   * Reads a checkpoint.
   *
   * @throws BrokenRun if it is not whole
   */
  static CheckpointImage read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] mark = MARK.getBytes(US_ASCII);
    boolean isWhole =
        bytes.length > SECONDS_AT + FOOTER
            && Arrays.equals(mark, Arrays.copyOf(bytes, mark.length))
            && numbers(bytes).getLong(LENGTH_AT) == bytes.length
            && Arrays.equals(
                sha256(bytes), Arrays.copyOfRange(bytes, bytes.length - FOOTER, bytes.length));
    BrokenRun.unless(isWhole, file, "is not a whole checkpoint");
    return new CheckpointImage(file, bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, bytes.length - FOOTER);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ByteBuffer numbers(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Finished epochs. */
  int epochs() {
    return numbers(bytes).getInt(EPOCH_AT);
  }

  /** Whether both are the same state, the time that it took aside. */
  boolean isSameState(CheckpointImage other) {
    return Arrays.equals(state(), other.state());
  }

  private byte[] state() {
    byte[] state = Arrays.copyOf(bytes, bytes.length - FOOTER);
    numbers(state).putDouble(SECONDS_AT, 0);
    return state;
  }
}
