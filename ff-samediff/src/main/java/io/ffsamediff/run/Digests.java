package io.ffsamediff.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256. */
final class Digests {

  private static final int CHUNK = 1 << 16;

  private Digests() {}

  /** A new digest. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The digest of the first {@code length} bytes of {@code file}. */
  static byte[] of(Path file, long length) throws IOException {
    MessageDigest digest = sha256();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      long left = length;
      while (left > 0) {
        int read = in.read(chunk, 0, (int) Math.min(left, CHUNK));
        if (read < 0) {
          throw new IOException("the file ends " + left + " bytes early");
        }
        digest.update(chunk, 0, read);
        left -= read;
      }
    }
    return digest.digest();
  }

  /** The digest of all of {@code file} in lower-case hex. */
  static String hex(Path file) throws IOException {
    return HexFormat.of().formatHex(of(file, Files.size(file)));
  }
}
