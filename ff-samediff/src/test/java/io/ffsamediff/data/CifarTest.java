package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CIFAR-10's binary version, from made files. */
class CifarTest {

  private static final int RECORD = 3073;

  @TempDir private Path folder;

  @Test
  void load_fiveFilesAndOne_givesRecordsInOrder() throws IOException {
    writeAll();

    TrainTest data = load();

    assertThat(data.train().size()).isEqualTo(15);
    assertThat(data.test().size()).isEqualTo(3);
    assertThat(data.train().shape()).isEqualTo(new ImageShape(3, 32, 32));
    assertThat(data.train().labels()).startsWith(1, 2, 3, 2, 3, 4).endsWith(5, 6, 7);
    assertThat(data.train().classNames()).hasSize(10).contains("frog").endsWith("truck");
    assertThat(data.train().pixel(3, 0)).isEqualTo(2);
    assertThat(data.train().pixel(3, 1024)).isEqualTo(102);
    assertThat(data.train().pixel(3, 3071)).isEqualTo(202);
    assertThat(data.train().provenance())
        .extracting(Provenance::file)
        .containsExactly(
            "data_batch_1.bin",
            "data_batch_2.bin",
            "data_batch_3.bin",
            "data_batch_4.bin",
            "data_batch_5.bin");
  }

  @Test
  void load_packedFile_isTheSame() throws IOException {
    writeAll();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(records(6, 3));
    }
    Path file = folder.resolve("cifar10/test_batch.bin");
    Dataset plain = load().test();
    Files.delete(file);
    Files.write(folder.resolve("cifar10/test_batch.bin.gz"), packed.toByteArray());

    Dataset test = load().test();

    assertThat(test.labels()).isEqualTo(plain.labels());
    assertThat(test.provenance().get(0).sha256()).isEqualTo(plain.provenance().get(0).sha256());
  }

  @Test
  void load_truncatedFile_isNamed() throws IOException {
    writeAll();
    Path file = folder.resolve("cifar10/data_batch_3.bin");
    Files.write(file, Arrays.copyOf(records(3, 3), 2 * RECORD + 1));

    assertThatThrownBy(this::load)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            file + ": expected records of 3,073 bytes, at least one, received 6,147 bytes.");
    Files.write(file, new byte[0]);
    assertThatThrownBy(this::load).hasMessageContaining("received 0 bytes");
  }

  @Test
  void load_labelBeyondNine_namesTheRecord() throws IOException {
    writeAll();
    byte[] damaged = records(6, 3);
    damaged[RECORD] = (byte) 200;
    Files.write(folder.resolve("cifar10/test_batch.bin"), damaged);

    assertThatThrownBy(this::load)
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "test_batch.bin: expected a label from 0 to 9, received 200 in record 2, at byte 3073.");
  }

  @Test
  void install_fromUnpackedArchive_copiesAllSix() throws IOException {
    writeAll();
    DatasetCatalog catalog =
        DatasetCatalog.standard(Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()));

    Path installed = catalog.install("cifar10", folder.resolve("cifar10"));

    assertThat(installed.resolve("test_batch.bin")).exists();
    assertThat(catalog.load("cifar10", null, ProgressListener.none()).train().size()).isEqualTo(15);
  }

  private TrainTest load() {
    return DatasetCatalog.standard(Map.of()).load("cifar10", folder, ProgressListener.none());
  }

  private void writeAll() throws IOException {
    Path target = Files.createDirectories(folder.resolve("cifar10"));
    for (int i = 1; i <= 5; i++) {
      Files.write(target.resolve("data_batch_%d.bin".formatted(i)), records(i, 3));
    }
    Files.write(target.resolve("test_batch.bin"), records(6, 3));
  }

  /** Labels from {@code first} on; red is the label, green 100 more, blue 200 more. */
  private static byte[] records(int first, int count) {
    byte[] records = new byte[count * RECORD];
    for (int i = 0; i < count; i++) {
      int start = i * RECORD;
      int label = first + i;
      Arrays.fill(records, start, start + 1025, (byte) label);
      Arrays.fill(records, start + 1025, start + 2049, (byte) (label + 100));
      Arrays.fill(records, start + 2049, start + RECORD, (byte) (label + 200));
    }
    return records;
  }
}
