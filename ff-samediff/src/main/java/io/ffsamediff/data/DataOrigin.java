package io.ffsamediff.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Where the files of a data set come from. */
public sealed interface DataOrigin {

  /**
   * Public servers, tried in turn; each has every file as {@code <folder><file>.gz}.
   *
   * @param folders at least one address that ends in a slash: https, or http on this machine
   */
  record Mirrors(List<URI> folders) implements DataOrigin {

    /** Checks the addresses. */
    public Mirrors {
      folders = List.copyOf(folders);
      if (folders.isEmpty()) {
        throw new IllegalArgumentException("mirrors: expected at least one, received none");
      }
      for (URI folder : folders) {
        if (!isSafe(folder) || !folder.getPath().endsWith("/")) {
          throw new IllegalArgumentException(
              "mirror: expected an https address that ends in a slash, received " + folder);
        }
      }
    }

    private static boolean isSafe(URI folder) {
      return "https".equals(folder.getScheme()) || "127.0.0.1".equals(folder.getHost());
    }
  }

  /**
   * An archive that users fetch and unpack themselves.
   *
   * @param archive its address
   */
  record Published(URI archive) implements DataOrigin {}

  /**
   * The class path.
   *
   * @param folder resource folder, starts and ends with a slash; has every file as {@code
   *     <file>.gz}
   */
  record Bundled(String folder) implements DataOrigin {}

  /**
   * A folder that the user described with a {@code dataset.json}.
   *
   * @param folder holds the files, packed or not
   */
  record OwnFolder(Path folder) implements DataOrigin {}
}
