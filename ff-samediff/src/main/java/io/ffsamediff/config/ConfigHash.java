package io.ffsamediff.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash by which two runs know that they were asked for the same. */
public final class ConfigHash {

  private ConfigHash() {}

  /**
   * SHA-256, in hexadecimal, of the configuration's resolved JSON on one line. It depends on every
   * key, the name included, and not on the file's layout or on which defaults were written out.
   */
  public static String sha256(RunConfig config) {
    byte[] text = ConfigWriter.toCanonicalJson(config).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
