package io.ffsamediff.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The built distribution and its jars. */
final class Distribution {

  /** Its folder. */
  static final Path FOLDER = Ff.repositoryScript().resolveSibling("target/dist");

  private Distribution() {}

  /** SHA-256 of each jar of {@code folders}, by path as in {@code lib/picocli-4.7.7.jar}. */
  static Map<String, String> sha256(String... folders) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (String folder : folders) {
      for (Path jar : jars(folder)) {
        sums.put(folder + "/" + jar.getFileName(), sha256(jar));
      }
    }
    return sums;
  }

  /** Backends other than the CPU's that the build has added; usually none. */
  static List<String> moreBackends() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER.resolve("backends"))) {
      return folders
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(name -> !name.equals("cpu"))
          .toList();
    }
  }

  /** The jars of a folder. */
  static List<Path> jars(String folder) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  private static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
