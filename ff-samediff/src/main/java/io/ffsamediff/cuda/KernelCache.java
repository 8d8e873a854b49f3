package io.ffsamediff.cuda;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Compiled kernels on disk, so that a program that was compiled once starts at once. A cache that
 * cannot be read or written is no error: it is compiled then.
 *
 * <p>A file is named by what it was compiled from, and holds {@code FFK1}, the length of the code
 * in four bytes (the highest first), its SHA-256 and the code. Several processes may share a
 * folder: files are renamed into place when they are complete.
 */
final class KernelCache {

  private static final byte[] MAGIC = "FFK1".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_BYTES = 32;
  private static final int HEADER_BYTES = MAGIC.length + Integer.BYTES + HASH_BYTES;
  private static final String SUFFIX = ".kernel";
  private static final String PARTIAL = ".partial";

  private final Path folder;
  private final CacheLimits limits;

  /**
   * A cache.
   *
   * @param folder made when it is first written to
   * @param limits how much is kept
   */
  KernelCache(Path folder, CacheLimits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /**
   * The user's: {@code ~/.cache/ff-samediff/kernels}, or below {@code XDG_CACHE_HOME} if that is
   * absolute.
   */
  static KernelCache ofUser(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The XDG base directory specification says to ignore a relative path.
    Path base =
        Path.of(xdg).isAbsolute()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return new KernelCache(base.resolve(Path.of("ff-samediff", "kernels")), CacheLimits.STANDARD);
  }

  /**
   * The code that was compiled from {@code ingredients}, from disk or from {@code compiler}.
   *
   * @param ingredients all that the code depends on, in an order of their own
   */
  byte[] get(List<String> ingredients, Supplier<byte[]> compiler) {
    Path file = folder.resolve(name(ingredients) + SUFFIX);
    return read(file)
        .orElseGet(
            () -> {
              byte[] code = compiler.get();
              write(file, code);
              return code;
            });
  }

  /** Of the texts and their lengths, so that no two lists run into each other. */
  static String name(List<String> ingredients) {
    MessageDigest digest = sha256();
    for (String ingredient : ingredients) {
      byte[] text = ingredient.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
      digest.update(text);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Optional<byte[]> read(Path file) {
    try {
      Optional<byte[]> code = code(Files.readAllBytes(file));
      if (code.isPresent()) {
        // The files that were not used for longest go first.
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      }
      return code;
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** None where the file is damaged. */
  private static Optional<byte[]> code(byte[] file) {
    if (file.length <= HEADER_BYTES) {
      return Optional.empty();
    }
    byte[] code = Arrays.copyOfRange(file, HEADER_BYTES, file.length);
    return Arrays.equals(header(code), Arrays.copyOf(file, HEADER_BYTES))
        ? Optional.of(code)
        : Optional.empty();
  }

  private static byte[] header(byte[] code) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .put(MAGIC)
        .putInt(code.length)
        .put(sha256().digest(code))
        .array();
  }

  private void write(Path file, byte[] code) {
    try {
      Files.createDirectories(folder);
      Path partial = Files.createTempFile(folder, "kernel", PARTIAL);
      try {
        Files.write(
            partial,
            ByteBuffer.allocate(HEADER_BYTES + code.length).put(header(code)).put(code).array());
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
      limits.enforce(folder);
    } catch (IOException e) {
      // The next process compiles it again.
      return;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
