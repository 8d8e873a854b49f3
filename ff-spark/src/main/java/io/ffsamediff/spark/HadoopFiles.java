package io.ffsamediff.spark;

import io.ffsamediff.data.DataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Files on whatever Hadoop reads. */
final class HadoopFiles {

  static final String PACKED = ".gz";

  private static final int BUFFER = 1 << 16;

  private HadoopFiles() {}

  /** Where {@code path} is. */
  static FileSystem of(Path path) throws IOException {
    return path.getFileSystem(HadoopSettings.get());
  }

  /** The bytes of {@code file} as they are. */
  static FSDataInputStream open(String file) throws IOException {
    Path path = new Path(file);
    return of(path).open(path);
  }

  /** The unpacked bytes of {@code file}. */
  static InputStream unpacked(String file) throws IOException {
    InputStream stream = new BufferedInputStream(open(file));
    return isPacked(file) ? new GZIPInputStream(stream, BUFFER) : stream;
  }

  /** Whether {@code file} is packed with gzip: its first two bytes decide, not its name. */
  static boolean isPacked(String file) throws IOException {
    try (InputStream stream = open(file)) {
      byte[] magic = stream.readNBytes(2);
      return magic.length == 2
          && ((magic[0] & 0xFF) | (magic[1] & 0xFF) << Byte.SIZE) == GZIPInputStream.GZIP_MAGIC;
    }
  }

  /** Bytes of {@code file} as it is. */
  static long size(String file) throws IOException {
    Path path = new Path(file);
    return of(path).getFileStatus(path).getLen();
  }

  /**
   * The address of a file in a folder, packed or not.
   *
   * @throws DataException if it is not there
   */
  static String find(String folder, String file) {
    for (String name : List.of(file, file + PACKED)) {
      Path path = new Path(folder, name);
      try {
        if (of(path).exists(path)) {
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

  /** SHA-256 of the unpacked bytes, lower-case hex; they go by once and are not kept. */
  static String sha256(String file) {
    try (InputStream stream = unpacked(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** What to say of a file that cannot be read. */
  static DataException unreadable(String file, IOException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new DataException(
        "%s: expected a file that can be read, received %s. Check address and permissions."
            .formatted(file, reason),
        e);
  }
}
