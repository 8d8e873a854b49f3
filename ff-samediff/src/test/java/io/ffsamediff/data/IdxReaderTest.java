package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.Allocations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxReaderTest {

  private static final int MIB = 1 << 20;

  @TempDir private Path folder;

  @Test
  void images_ofPlainFile_areReadWithSizesAndHash() throws IOException {
    byte[] bytes = IdxFiles.counting(4, 2, 3);

    IdxImages images = IdxReader.images(file(bytes));

    assertThat(images.count()).isEqualTo(4);
    assertThat(images.height()).isEqualTo(2);
    assertThat(images.width()).isEqualTo(3);
    assertThat(images.pixels_ND()).isEqualTo(Arrays.copyOfRange(bytes, 16, 40));
    assertThat(images.sha256()).isEqualTo(IdxFiles.sha256(bytes));
  }

  @Test
  void images_ofPackedFile_areThoseOfPlainFile() throws IOException {
    byte[] bytes = IdxFiles.counting(4, 2, 3);

    IdxImages images = IdxReader.images(file(IdxFiles.gzip(bytes)));

    assertThat(images.pixels_ND()).isEqualTo(Arrays.copyOfRange(bytes, 16, 40));
    assertThat(images.sha256()).isEqualTo(IdxFiles.sha256(bytes));
  }

  @Test
  void images_ofPackedFileLargerThanOneStep_areComplete() throws IOException {
    byte[] bytes = IdxFiles.counting(5, 1000, 701);

    IdxImages images = IdxReader.images(file(IdxFiles.gzip(bytes)));

    assertThat(images.pixels_ND()).isEqualTo(Arrays.copyOfRange(bytes, 16, bytes.length));
    assertThat(images.sha256()).isEqualTo(IdxFiles.sha256(bytes));
  }

  @Test
  void labels_ofFileAndStream_areReadWithHash() throws IOException {
    byte[] bytes = IdxFiles.idx(new byte[] {7, 0, (byte) 255}, 3);

    IdxLabels labels = IdxReader.labels(file(bytes));
    IdxLabels streamed = IdxReader.labels("stream", new ByteArrayInputStream(bytes));

    assertThat(labels.count()).isEqualTo(3);
    assertThat(labels.labels_N()).containsExactly(7, 0, 255);
    assertThat(labels.sha256()).isEqualTo(IdxFiles.sha256(bytes));
    assertThat(streamed.labels_N()).isEqualTo(labels.labels_N());
  }

  /** Byte {@code at} of a good file of images is replaced. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 80 | expected two zero bytes, received 50 00 at byte 0. This is no IDX file.",
        "1 | 7  | expected two zero bytes, received 00 07 at byte 0. This is no IDX file.",
        "2 | 13 | expected type 08 (unsigned byte), received 0d at byte 2. Only IDX files of unsigned bytes can be used.",
        "3 | 1  | expected 3 dimensions (a file of images), received 1 at byte 3. Give the file of images.",
        "7 | 0  | expected a size from 1 to 2147483639 bytes in all, received 0 at byte 4. The header is damaged: get the file again.",
        "8 | 127 | expected a size from 1 to 2147483639 bytes in all, received 2130706434 at byte 8. The header is damaged: get the file again.",
        "12 | -1 | expected a size from 1 to 2147483639 bytes in all, received 4278190083 at byte 12. The header is damaged: get the file again."
      })
  void images_withWrongHeader_nameFileByteAndFix(int at, int value, String message)
      throws IOException {
    byte[] bytes = IdxFiles.counting(4, 2, 3);
    bytes[at] = (byte) value;
    Path file = file(bytes);

    assertThatThrownBy(() -> IdxReader.images(file))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void labels_ofFileOfImages_areRefused() throws IOException {
    Path file = file(IdxFiles.counting(4, 2, 3));

    assertThatThrownBy(() -> IdxReader.labels(file))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ": expected 1 dimension (a file of labels), received 3 at byte 3. Give the file of labels.");
  }

  @ParameterizedTest
  @CsvSource({
    "0, a header of at least 4 bytes",
    "3, a header of at least 4 bytes",
    "4, a header of at least 8 bytes",
    "15, a header of at least 16 bytes",
    "16, 40 bytes",
    "39, 40 bytes"
  })
  void images_truncated_nameTheByteWhereTheFileEnds(int length, String expected)
      throws IOException {
    byte[] bytes = Arrays.copyOf(IdxFiles.counting(4, 2, 3), length);
    Path plain = file(bytes);
    String message =
        ": expected %s, received the end of the file at byte %d. The file is truncated: get it again."
            .formatted(expected, length);

    assertThatThrownBy(() -> IdxReader.images(plain))
        .isInstanceOf(DataException.class)
        .hasMessage(plain + message);
    assertThatThrownBy(
            () -> IdxReader.images("packed", new ByteArrayInputStream(IdxFiles.gzip(bytes))))
        .isInstanceOf(DataException.class)
        .hasMessage("packed" + message);
  }

  @Test
  void images_withBytesBehindTheLast_areRefused() throws IOException {
    byte[] bytes = Arrays.copyOf(IdxFiles.counting(4, 2, 3), 41);
    Path plain = file(bytes);
    String message =
        ": expected the end of the file, received more bytes at byte 40. The file is too long: get it again.";

    assertThatThrownBy(() -> IdxReader.images(plain))
        .isInstanceOf(DataException.class)
        .hasMessage(plain + message);
    assertThatThrownBy(
            () -> IdxReader.images("packed", new ByteArrayInputStream(IdxFiles.gzip(bytes))))
        .isInstanceOf(DataException.class)
        .hasMessage("packed" + message);
  }

  @Test
  void images_ofTruncatedGzip_areRefused() throws IOException {
    byte[] packed = IdxFiles.gzip(IdxFiles.counting(4, 2, 3));
    Path file = file(Arrays.copyOf(packed, packed.length - 12));

    assertThatThrownBy(() -> IdxReader.images(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            file + ": expected a readable, undamaged file, received an error after byte ")
        .hasMessageEndingWith("(Unexpected end of ZLIB input stream). Get the file again.");
  }

  @Test
  void images_ofGzipWithWrongChecksum_areRefused() throws IOException {
    byte[] packed = IdxFiles.gzip(IdxFiles.counting(4, 2, 3));
    packed[packed.length - 8] ^= 1;
    Path file = file(packed);

    assertThatThrownBy(() -> IdxReader.images(file))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ": expected a readable, undamaged file, received an error after byte 40 (Corrupt GZIP trailer). Get the file again.");
  }

  @Test
  void images_ofGzipHeaderOnly_areRefused() throws IOException {
    Path file = file(new byte[] {0x1f, (byte) 0x8b});

    assertThatThrownBy(() -> IdxReader.images(file))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ": expected a readable, undamaged file, received an error after byte 0 (EOFException). Get the file again.");
  }

  @Test
  void images_ofMissingFileOrFolder_areRefused() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> IdxReader.images(missing))
        .isInstanceOf(DataException.class)
        .hasMessage(missing + ": expected a file, received nothing of that name. Check the path.");
    assertThatThrownBy(() -> IdxReader.images(folder))
        .isInstanceOf(DataException.class)
        .hasMessage(folder + ": expected a file, received a folder. Name the file.");
  }

  /** A header that speaks of 2 GB must not cost 2 GB. */
  @Test
  void images_withLyingHeader_allocateOnlyForBytesThatAreThere() throws IOException {
    byte[] lying = IdxFiles.idx(new byte[100], 2_000_000, 32, 32);
    ByteArrayOutputStream twoMembers = new ByteArrayOutputStream();
    twoMembers.write(IdxFiles.gzip(lying));
    twoMembers.write(IdxFiles.gzip(new byte[2 * MIB]));
    Path plain = file(lying);

    assertThat(allocatedByFailing(() -> IdxReader.images(plain))).isLessThan(MIB);
    Path packed = file(IdxFiles.gzip(lying));
    assertThat(allocatedByFailing(() -> IdxReader.images(packed))).isLessThan(3 * MIB);
    Path longer = file(twoMembers.toByteArray());
    assertThat(allocatedByFailing(() -> IdxReader.images(longer))).isLessThan(12 * MIB);
  }

  /** Bytes allocated until it fails the second time: the first loads classes. */
  private static long allocatedByFailing(Runnable reading) {
    failed(reading);
    long before = Allocations.ofThisThread();
    DataException failure = failed(reading);
    long allocated = Allocations.ofThisThread() - before;
    assertThat(failure)
        .hasMessageContaining("expected 2048000016 bytes, received the end of the file at byte ");
    return allocated;
  }

  private static DataException failed(Runnable reading) {
    try {
      reading.run();
      throw new AssertionError("expected a failure");
    } catch (DataException e) {
      return e;
    }
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("images"), bytes);
  }
}
