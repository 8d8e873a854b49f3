package io.ffsamediff.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The pictures of one split: a folder with a folder for each class, whose PNG and JPEG files are
 * its examples. Read in the order of their names, class by class in turn, so that the first
 * examples are not all of one class. Links are not followed: they could lead out of the folder.
 */
final class PictureFolder {

  /** As {@code IdxReader}: the largest array that every JVM can hold. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");

  private final Path folder;
  private final ImageShape shape;
  private final ClassLabels classes;

  /**
   * The pictures in {@code folder}.
   *
   * @param shape what every picture is stretched to
   * @param classes the classes, named as their folders
   */
  PictureFolder(Path folder, ImageShape shape, ClassLabels classes) {
    this.folder = folder;
    this.shape = shape;
    this.classes = classes;
  }

  /**
   * What {@link #read} gives.
   *
   * @param labels_N the class of each picture
   * @param pixels_ND N x D bytes
   * @param sha256 SHA-256 of the lines {@code <SHA-256 of the file> <class>/<file>}, in reading
   *     order, lower-case hex
   */
  record Pictures(byte[] labels_N, byte[] pixels_ND, String sha256) {}

  private record Labelled(int label, Path file) {}

  /**
   * Reads all of them.
   *
   * @throws DataException if a class has no folder or no picture, a folder is of no class, or a
   *     picture cannot be read
   */
  Pictures read() {
    requireOnlyClasses();
    List<Labelled> files = inTurn();
    long bytes = (long) files.size() * shape.inputs();
    if (bytes > MAX_BYTES) {
      throw new DataException(
          "%s: expected at most %,d bytes of pixels, received %,d pictures of %s. Lower \"height\" and \"width\"."
              .formatted(folder, MAX_BYTES, files.size(), shape));
    }
    byte[] labels_N = new byte[files.size()];
    byte[] pixels_ND = new byte[(int) bytes];
    MessageDigest digest = Sha256.digest();
    for (int i = 0; i < labels_N.length; i++) {
      labels_N[i] = (byte) files.get(i).label();
      byte[] content = content(files.get(i).file());
      byte[] pixels_D = PictureReader.read(files.get(i).file().toString(), content).pixels(shape);
      System.arraycopy(pixels_D, 0, pixels_ND, i * shape.inputs(), shape.inputs());
      digest.update(line(files.get(i).file(), content));
    }
    return new Pictures(labels_N, pixels_ND, HexFormat.of().formatHex(digest.digest()));
  }

  private byte[] line(Path file, byte[] content) {
    String sha256 = HexFormat.of().formatHex(Sha256.digest().digest(content));
    String name = folder.relativize(file).toString().replace('\\', '/');
    return (sha256 + " " + name + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] content(Path file) {
    try {
      if (Files.size(file) > PictureReader.MOST_BYTES) {
        throw new DataException(
            "%s: expected a picture of at most %,d bytes, received %,d. Make it smaller."
                .formatted(file, PictureReader.MOST_BYTES, Files.size(file)));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The first picture of each class, then the second of each, and so on. */
  private List<Labelled> inTurn() {
    List<List<Path>> pictures =
        classes.names().stream().map(name -> pictures(folder.resolve(name))).toList();
    int most = pictures.stream().mapToInt(List::size).max().orElse(0);
    List<Labelled> files = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      for (int label = 0; label < pictures.size(); label++) {
        if (i < pictures.get(label).size()) {
          files.add(new Labelled(label, pictures.get(label).get(i)));
        }
      }
    }
    return files;
  }

  private static List<Path> pictures(Path classFolder) {
    if (!Files.isDirectory(classFolder, LinkOption.NOFOLLOW_LINKS)) {
      throw new DataException(
          "%s: expected a folder with the pictures of a class, received none. Add it, or correct \"classes\"."
              .formatted(classFolder));
    }
    List<Path> pictures = new ArrayList<>();
    for (Path file : sorted(classFolder)) {
      if (isHidden(file)) {
        continue;
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !hasEnding(file)) {
        throw new DataException(
            "%s: expected a .png, .jpg or .jpeg file, received something else. Remove it."
                .formatted(file));
      }
      pictures.add(file);
    }
    if (pictures.isEmpty()) {
      throw new DataException(
          "%s: expected at least one picture, received none. Add some, or correct \"classes\"."
              .formatted(classFolder));
    }
    return pictures;
  }

  private void requireOnlyClasses() {
    for (String name : classNames(folder)) {
      if (classes.of(name) == ClassLabels.UNKNOWN) {
        throw new DataException(
            "%s: expected a folder of %s, received one of another class. Remove it, or correct \"classes\"."
                .formatted(folder.resolve(name), classes.description()));
      }
    }
  }

  /**
   * Names of the folders in {@code folder}, sorted; hidden ones left out.
   *
   * @throws DataException if it cannot be read
   */
  static List<String> classNames(Path folder) {
    return sorted(folder).stream()
        .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !isHidden(path))
        .map(path -> path.getFileName().toString())
        .toList();
  }

  private static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  private static boolean hasEnding(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static List<Path> sorted(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static DataException unreadable(Path path, IOException e) {
    return new DataException(
        "%s: expected something that can be read, received an error (%s). Check it and its permissions."
            .formatted(path, e),
        e);
  }
}
