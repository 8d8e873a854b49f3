package io.ffsamediff.spark;

import io.ffsamediff.data.CsvFormat;
import io.ffsamediff.data.CsvHead;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.DescribedData;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * A CSV file on whatever Hadoop reads.
 *
 * @param name of the data set
 * @param split which part of it
 * @param file its address
 * @param packed whether it is packed with gzip, which its first bytes tell
 * @param description the data set's description, from which tasks have the format
 */
record CsvSource(
    String name, Dataset.Split split, String file, boolean packed, DescriptionText description)
    implements Serializable {

  /**
   * The file {@code file} in {@code folder}, packed or not.
   *
   * @throws io.ffsamediff.data.DataException if it is not there
   */
  static CsvSource in(
      String folder, String file, String name, Dataset.Split split, DescriptionText description) {
    String address = HadoopFiles.find(folder, file);
    try {
      return new CsvSource(name, split, address, HadoopFiles.isPacked(address), description);
    } catch (IOException e) {
      throw HadoopFiles.unreadable(address, e);
    }
  }

  /** How it is written. */
  CsvFormat format() {
    return ((DescribedData.Csv) description.parse()).format();
  }

  /**
   * What its first line tells.
   *
   * @throws io.ffsamediff.data.DataException if it is no such table as far as that line tells
   */
  CsvHead head() {
    try (InputStream stream = open(0, Long.MAX_VALUE)) {
      return CsvHead.read(file, stream, format());
    } catch (IOException e) {
      throw HadoopFiles.unreadable(file, e);
    }
  }

  /**
   * Unpacked bytes.
   *
   * @param from the first of them
   * @param to the one behind the last; it may be behind the end of the file
   */
  InputStream open(long from, long to) throws IOException {
    FSDataInputStream stream = HadoopFiles.open(file);
    try {
      InputStream at;
      if (packed) {
        at = new GZIPInputStream(new BufferedInputStream(stream));
        at.skipNBytes(from);
      } else {
        stream.seek(from);
        at = stream;
      }
      return BoundedInputStream.builder().setInputStream(at).setMaxCount(to - from).get();
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }
}
