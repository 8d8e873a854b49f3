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
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.fs.FSDataInputStream;
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
    implements ShareFiles {

  /** Magic number and three sizes. [http://yann.lecun.com/exdb/mnist, "the IDX file format"] */
  private static final int IMAGES_HEADER = 16;

  private static final int LABELS_HEADER = 8;
  private static final int IMAGES_MAGIC = 0x0803;

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
    String images = HadoopFiles.find(folder, prefix + "-images-idx3-ubyte");
    String labels = HadoopFiles.find(folder, prefix + "-labels-idx1-ubyte");
    try (InputStream stream = HadoopFiles.unpacked(images)) {
      ByteBuffer header = ByteBuffer.wrap(stream.readNBytes(IMAGES_HEADER));
      if (header.capacity() < IMAGES_HEADER || header.getInt() != IMAGES_MAGIC) {
        throw new DataException(
            images + ": expected an IDX file of images, received another one. Give that file.");
      }
      return new IdxFiles(
          name, split, images, labels, header.getInt(), header.getInt(), header.getInt(), classes);
    } catch (IOException e) {
      throw HadoopFiles.unreadable(images, e);
    }
  }

  @Override
  public IdxFiles first(int used) {
    return new IdxFiles(name, split, images, labels, used, height, width, classes);
  }

  /**
   * What is known of the images without reading them.
   *
   * @throws DataException if the labels cannot be read or do not fit
   */
  Dataset outline() {
    try {
      IdxLabels read = IdxReader.labels(labels, HadoopFiles.unpacked(labels));
      if (read.count() < count) {
        throw new DataException(
            "%s: expected at least %d labels, one for each image of %s, received %d. Give files that belong together."
                .formatted(labels, count, images, read.count()));
      }
      byte[] labels_N = Arrays.copyOf(read.labels_N(), count);
      return Dataset.elsewhere(
          name, split, ImageShape.grey(height, width), classes, labels_N, provenance(read));
    } catch (IOException e) {
      throw HadoopFiles.unreadable(labels, e);
    }
  }

  private List<Provenance> provenance(IdxLabels read) {
    return List.of(
        new Provenance(
            new Path(images).getName().replace(HadoopFiles.PACKED, ""),
            images,
            HadoopFiles.sha256(images)),
        new Provenance(
            new Path(labels).getName().replace(HadoopFiles.PACKED, ""), labels, read.sha256()));
  }

  @Override
  public Dataset read(int from, int to) {
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
    byte[] bytes = new byte[length];
    try (FSDataInputStream stream = HadoopFiles.open(file)) {
      if (!file.endsWith(HadoopFiles.PACKED)) {
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
      throw HadoopFiles.unreadable(file, e);
    }
  }
}
