package io.ffsamediff.examples.jmh;

import io.ffsamediff.data.IdxImages;
import io.ffsamediff.data.IdxReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Reading a file of images, its SHA-256 included. */
public class IdxReaderBenchmark extends MillisBenchmark {

  /** Images of the file. */
  @Param("60000")
  public int images;

  private byte[] bytes;
  private Path plain;
  private Path packed;

  /**
   * Writes the file, plain and packed.
   *
   * @throws IOException if it cannot be written
   */
  @Setup
  public void prepare() throws IOException {
    bytes = SyntheticImages.idx(images);
    plain = Files.write(Files.createTempFile("images", ".idx"), bytes);
    packed = Files.createTempFile("images", ".idx.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
      gzip.write(bytes);
    }
  }

  /** From memory. */
  @Benchmark
  public IdxImages memory() {
    return IdxReader.images("memory", new ByteArrayInputStream(bytes));
  }

  /** From a plain file, which the system has in its cache. */
  @Benchmark
  public IdxImages plainFile() {
    return IdxReader.images(plain);
  }

  /** From a file packed with gzip. */
  @Benchmark
  public IdxImages packedFile() {
    return IdxReader.images(packed);
  }

  /**
   * Deletes the files.
   *
   * @throws IOException if they cannot be deleted
   */
  @TearDown
  public void delete() throws IOException {
    Files.delete(plain);
    Files.delete(packed);
  }
}
