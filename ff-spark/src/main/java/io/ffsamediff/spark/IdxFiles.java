package io.ffsamediff.spark;

import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.IdxReader;
import io.ffsamediff.data.ImageShape;
import io.ffsamediff.data.Provenance;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
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
 * @param images address of the file of images
 * @param labels address of the file of labels
 * @param count number of images
 * @param height rows of an image
 * @param width columns of an image
 * @param classes number of classes
 */
record IdxFiles(
    String name, String images, String labels, int count, int height, int width, int classes)
    implements Serializable {

  /** Magic number and three sizes. [http://yann.lecun.com/exdb/mnist, "the IDX file format"] */
  private static final int IMAGES_HEADER = 16;

  private static final int LABELS_HEADER = 8;
  private static final int IMAGES_MAGIC = 0x0803;
  private static final String PACKED = ".gz";

  /**
   * The files of a data set.
   *
   * @param folder address of its folder, with the names that MNIST has for its files
   * @param name of the data set
   * @param classes number of classes
   * @throws DataException if they are not there, or no such files
   */
  static IdxFiles in(String folder, String name, int classes) {
    String images = find(folder, "train-images-idx3-ubyte");
    String labels = find(folder, "train-labels-idx1-ubyte");
    try (InputStream stream = open(images)) {
      ByteBuffer header = ByteBuffer.wrap(stream.readNBytes(IMAGES_HEADER));
      if (header.capacity() < IMAGES_HEADER || header.getInt() != IMAGES_MAGIC) {
        throw new DataException(
            images + ": expected an IDX file of images, received another one. Give that file.");
      }
      return new IdxFiles(
          name, images, labels, header.getInt(), header.getInt(), header.getInt(), classes);
    } catch (IOException e) {
      throw unreadable(images, e);
    }
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
    return Dataset.elsewhere(
        name,
        Dataset.Split.TRAIN,
        ImageShape.grey(height, width),
        classes,
        allLabels(),
        provenance());
  }

  private byte[] allLabels() {
    try {
      byte[] labels_N = IdxReader.labels(labels, open(labels)).labels_N();
      if (labels_N.length != count) {
        throw new DataException(
            "%s: expected %d labels, one for each image of %s, received %d. Give files that belong together."
                .formatted(labels, count, images, labels_N.length));
      }
      return labels_N;
    } catch (IOException e) {
      throw unreadable(labels, e);
    }
  }

  private List<Provenance> provenance() {
    return List.of();
  }

  /**
   * The examples {@code from} to {@code to - 1}.
   *
   * @throws DataException if they cannot be read, with file and byte
   */
  Dataset read(int from, int to) {
    int inputs = Math.multiplyExact(height, width);
    byte[] pixels_ND =
        read(images, IMAGES_HEADER + (long) from * inputs, Math.multiplyExact(to - from, inputs));
    byte[] labels_N = read(labels, (long) LABELS_HEADER + from, to - from);
    return new Dataset(
        name, Dataset.Split.TRAIN, height, width, classes, pixels_ND, labels_N, List.of());
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
