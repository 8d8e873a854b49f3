package io.ffsamediff.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that remembers what of it is surely on disk: the content of files at their last fsync,
 * and the names in folders at theirs. What a power loss may leave of it can be laid out at any
 * time.
 */
final class FragileDisk {

  /** A file or folder, whatever its name is at the moment. */
  static final class Node {
    /** Names in a folder; null for a file. */
    private final @Nullable Map<String, Node> names;

    private byte[] forcedContent = new byte[0];
    private Map<String, Node> forcedNames = Map.of();

    private Node(boolean isFolder) {
      names = isFolder ? new HashMap<>() : null;
    }

    private Map<String, Node> names() {
      return Objects.requireNonNull(names);
    }
  }

  /** What a power loss takes. */
  enum Loss {
    /** Every name and all content that was not forced. */
    EVERYTHING,
    /** Content that was not forced; names are there at once. */
    CONTENT
  }

  private final Path root;
  private final Node rootNode = new Node(true);
  private final FileSystem fileSystem;
  private final Consumer<String> listener;

  /**
   * A disk.
   *
   * @param root a folder; what is there is not told of a {@link #layOut}
   * @param listener hears of each thing that changes what a power loss leaves, after it
   */
  FragileDisk(Path root, Consumer<String> listener) throws IOException {
    this.root = root;
    this.listener = listener;
    this.fileSystem = new FragileFiles(this).fileSystem();
    try (Stream<Path> content = Files.walk(root)) {
      content
          .skip(1)
          .forEach(path -> siblings(path).put(name(path), new Node(Files.isDirectory(path))));
    }
  }

  FileSystem fileSystem() {
    return fileSystem;
  }

  /** A path on this disk. */
  Path path(String name) {
    return new FragilePath(this, root.resolve(name));
  }

  /** Lays out in {@code target} what a power loss leaves. */
  void layOut(Loss loss, Path target) throws IOException {
    layOut(rootNode, loss, Files.createDirectories(target));
  }

  private static void layOut(Node folder, Loss loss, Path target) throws IOException {
    Map<String, Node> names = loss == Loss.EVERYTHING ? folder.forcedNames : folder.names();
    for (Map.Entry<String, Node> entry : names.entrySet()) {
      Path path = target.resolve(entry.getKey());
      if (entry.getValue().names == null) {
        Files.write(path, entry.getValue().forcedContent);
      } else {
        layOut(entry.getValue(), loss, Files.createDirectory(path));
      }
    }
  }

  /** A channel of a file or folder that is there, or was just made. */
  FileChannel channel(FragilePath path, FileChannel real) {
    return new FragileChannel(this, node(path.real()), path, real);
  }

  void created(Path path, boolean isFolder) {
    siblings(path).put(name(path), new Node(isFolder));
    listener.accept("create " + path);
  }

  void moved(Path from, Path to) {
    siblings(to).put(name(to), Objects.requireNonNull(siblings(from).remove(name(from))));
    listener.accept("move " + from + " to " + to);
  }

  void deleted(Path path) {
    siblings(path).remove(name(path));
    listener.accept("delete " + path);
  }

  void forced(Node node, FragilePath path) throws IOException {
    if (node.names == null) {
      node.forcedContent = Files.readAllBytes(path.real());
    } else {
      node.forcedNames = Map.copyOf(node.names);
    }
    listener.accept("force " + path);
  }

  private Node node(Path path) {
    Node node = rootNode;
    if (!path.equals(root)) {
      for (Path name : root.relativize(path)) {
        node = Objects.requireNonNull(node.names().get(name.toString()));
      }
    }
    return node;
  }

  private Map<String, Node> siblings(Path path) {
    return node(Objects.requireNonNull(path.getParent())).names();
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
