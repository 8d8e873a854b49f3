package io.ffsamediff.spark;

import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.IdxLabels;
import io.ffsamediff.data.IdxReader;
import io.ffsamediff.data.ImageShape;
import io.ffsamediff.data.Provenance;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of images and labels to learn from, on whatever Hadoop reads: a folder that all
 * machines see, HDFS, S3. Ranges of plain files are read where they are; what is packed must be
 * unpacked from its beginning.
 *
 * @param name of the data set
 * @param split which part of it
 * @param images address of the file of images
 * @param labels address of the file of labels
 * @param count number of images that are used, from the first on
 * @param height rows of an image
 * @param width columns of an image
 * @param classes number of classes
 */
record IdxFiles(
    String name,
    Dataset.Split split,
    String images,
    String labels,
    int count,
    int height,
    int width,
    int classes)
    implements Serializable {

  /** Magic number and three sizes. [http://yann.lecun.com/exdb/mnist, "the IDX file format"] */
  private static final int IMAGES_HEADER = 16;

  private static final int LABELS_HEADER = 8;
  private static final int IMAGES_MAGIC = 0x0803;
  private static final String PACKED = ".gz";
  private static final int BUFFER = 1 << 16;

  /**
   * The files of a part of a data set.
   *
   * @param folder address of its folder, with the names that MNIST has for its files
   * @param name of the data set
   * @param classes number of classes
   * @throws DataException if they are not there, or no such files
   */
  static IdxFiles in(String folder, String name, Dataset.Split split, int classes) {
    String prefix = split == Dataset.Split.TRAIN ? "train" : "t10k";
    String images = find(folder, prefix + "-images-idx3-ubyte");
    String labels = find(folder, prefix + "-labels-idx1-ubyte");
    try (InputStream stream = open(images)) {
      ByteBuffer header = ByteBuffer.wrap(stream.readNBytes(IMAGES_HEADER));
      if (header.capacity() < IMAGES_HEADER || header.getInt() != IMAGES_MAGIC) {
        throw new DataException(
            images + ": expected an IDX file of images, received another one. Give that file.");
      }
      return new IdxFiles(
          name, split, images, labels, header.getInt(), header.getInt(), header.getInt(), classes);
    } catch (IOException e) {
      throw unreadable(images, e);
    }
  }

  /** The first {@code used} of these. */
  IdxFiles first(int used) {
    return new IdxFiles(name, split, images, labels, used, height, width, classes);
  }

  private static String find(String folder, String file) {
    for (String name : List.of(file, file + PACKED)) {
      Path path = new Path(folder, name);
      try {
        if (fileSystem(path).exists(path)) {
          return path.toString();
        }
      } catch (IOException e) {
        throw unreadable(path.toString(), e);
      }
    }
    throw new DataException(
        "%s: expected %s, packed with gzip or not, received none. Give the folder that holds the data set."
            .formatted(folder, file));
  }

  private static FileSystem fileSystem(Path path) throws IOException {
    return path.getFileSystem(HadoopSettings.get());
  }

  private static InputStream open(String file) throws IOException {
    Path path = new Path(file);
    InputStream stream = new BufferedInputStream(fileSystem(path).open(path));
    return file.endsWith(PACKED) ? new GZIPInputStream(stream) : stream;
  }

  private static DataException unreadable(String file, IOException e) {
    return new DataException(
        "%s: expected a file that can be read, received %s. Check address and permissions."
            .formatted(file, e.getMessage()),
        e);
  }

  /**
   * What is known of the images without reading them.
   *
   * @throws DataException if the labels cannot be read or do not fit
   */
  Dataset outline() {
    try {
      IdxLabels read = IdxReader.labels(labels, open(labels));
      if (read.count() < count) {
        throw new DataException(
            "%s: expected at least %d labels, one for each image of %s, received %d. Give files that belong together."
                .formatted(labels, count, images, read.count()));
      }
      byte[] labels_N = Arrays.copyOf(read.labels_N(), count);
      return Dataset.elsewhere(
          name, split, ImageShape.grey(height, width), classes, labels_N, provenance(read));
    } catch (IOException e) {
      throw unreadable(labels, e);
    }
  }

  private List<Provenance> provenance(IdxLabels read) throws IOException {
    return List.of(
        new Provenance(new Path(images).getName().replace(PACKED, ""), images, sha256(images)),
        new Provenance(new Path(labels).getName().replace(PACKED, ""), labels, read.sha256()));
  }

  /** Of the unpacked file; it goes by once and is not kept. */
  private static String sha256(String file) throws IOException {
    try (InputStream stream = open(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /**
   * The examples {@code from} to {@code to - 1}.
   *
   * @throws DataException if they cannot be read, with file and byte
   */
  Dataset read(int from, int to) {
    return read(from, to, List.of());
  }

  /**
   * All of them, with the checksums of their files.
   *
   * @throws DataException as {@link #outline} and {@link #read}
   */
  Dataset all() {
    return read(0, count, outline().provenance());
  }

  private Dataset read(int from, int to, List<Provenance> provenance) {
    int inputs = Math.multiplyExact(height, width);
    byte[] pixels_ND =
        read(images, IMAGES_HEADER + (long) from * inputs, Math.multiplyExact(to - from, inputs));
    byte[] labels_N = read(labels, (long) LABELS_HEADER + from, to - from);
    return new Dataset(name, split, height, width, classes, pixels_ND, labels_N, provenance);
  }

  private static byte[] read(String file, long start, int length) {
    Path path = new Path(file);
    byte[] bytes = new byte[length];
    try (FSDataInputStream stream = fileSystem(path).open(path)) {
      if (!file.endsWith(PACKED)) {
        stream.readFully(start, bytes);
        return bytes;
      }
      InputStream unpacked = new GZIPInputStream(new BufferedInputStream(stream));
      unpacked.skipNBytes(start);
      if (unpacked.readNBytes(bytes, 0, length) < length) {
        throw new EOFException();
      }
      return bytes;
    } catch (EOFException e) {
      throw new DataException(
          "%s: expected %d bytes from byte %d on, received the end of the file. The file is truncated: get it again."
              .formatted(file, length, start),
          e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
