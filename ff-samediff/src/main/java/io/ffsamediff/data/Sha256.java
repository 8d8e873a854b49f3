package io.ffsamediff.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest that pins data files. */
final class Sha256 {

  private Sha256() {}

  /** A new SHA-256. */
  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
