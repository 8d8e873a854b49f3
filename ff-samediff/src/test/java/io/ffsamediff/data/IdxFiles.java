package io.ffsamediff.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Makes IDX files and a tiny data set of 3 classes: 6 training and 3 test images of 2 x 3. */
final class IdxFiles {

  static final int CLASSES = 3;
  static final int TRAIN = 6;
  static final int TEST = 3;
  static final int HEIGHT = 2;
  static final int WIDTH = 3;

  private IdxFiles() {}

  /** An unpacked IDX file of unsigned bytes whose body counts up: 0, 1, 2, ... */
  static byte[] counting(int... sizes) {
    int length = 1;
    for (int size : sizes) {
      length *= size;
    }
    byte[] body = new byte[length];
    for (int i = 0; i < length; i++) {
      body[i] = (byte) i;
    }
    return idx(body, sizes);
  }

  /** An unpacked IDX file of unsigned bytes. */
  static byte[] idx(byte[] body, int... sizes) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + body.length);
    file.putInt(0x0800 | sizes.length);
    for (int size : sizes) {
      file.putInt(size);
    }
    return file.put(body).array();
  }

  static byte[] gzip(byte[] bytes) {
    return gzip(bytes, Deflater.DEFAULT_COMPRESSION);
  }

  /** The same contents packed at another level are other bytes. */
  static byte[] gzip(byte[] bytes, int level) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(packed) {
          {
            def.setLevel(level);
          }
        }) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
  }

  /** The four unpacked files of the tiny data set by name. */
  static Map<String, byte[]> tinyFiles() {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("train-images-idx3-ubyte", counting(TRAIN, HEIGHT, WIDTH));
    files.put("train-labels-idx1-ubyte", idx(new byte[] {0, 1, 2, 0, 1, 2}, TRAIN));
    files.put("t10k-images-idx3-ubyte", counting(TEST, HEIGHT, WIDTH));
    files.put("t10k-labels-idx1-ubyte", idx(new byte[] {2, 1, 0}, TEST));
    return files;
  }

  /** The tiny data set, pinned. */
  static CatalogEntry tinyEntry(String... mirrors) {
    Map<String, byte[]> files = tinyFiles();
    return new CatalogEntry(
        "tiny",
        "Six and three images",
        "none",
        ClassLabels.numbered(CLASSES),
        DataFiles.Images.named(name -> sha256(files.getOrDefault(name, new byte[0]))),
        new DataOrigin.Mirrors(List.of(mirrors).stream().map(java.net.URI::create).toList()));
  }

  /** Writes {@code files}, unpacked, to {@code folder}. */
  static Path write(Path folder, Map<String, byte[]> files) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    return folder;
  }
}
