package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ffsamediff.Fuzz;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IDX files, tables and {@code dataset.json} of any bytes. */
class DataFilesFuzzTest {

  private static final Map<String, byte[]> IMAGES =
      Map.of(
          "images", IdxFiles.counting(4, 2, 3),
          "images.gz", IdxFiles.gzip(IdxFiles.counting(4, 2, 3), Deflater.NO_COMPRESSION));
  private static final Map<String, byte[]> LABELS =
      Map.of(
          "labels", IdxFiles.counting(9),
          "labels.gz", IdxFiles.gzip(IdxFiles.counting(9), Deflater.NO_COMPRESSION));
  private static final Map<String, byte[]> DESCRIPTIONS =
      Map.of(
          "short", utf8("{\"classes\": 3}"),
          "whole",
              utf8(
                  """
                  {"classes": 256, "description": "Three kinds of leaf", "licence": "CC0",
                   "sha256": {"train-images-idx3-ubyte": "%s"}}
                  """
                      .formatted("0a".repeat(32))));

  private static final String NUMBERED = "0,1.5,2\n1,2,3\n2,\"-4e3\",5\n";
  private static final Map<String, byte[]> TABLES =
      Map.of("flowers", utf8(CsvFiles.FLOWERS), "numbered", utf8(NUMBERED));

  private static final Map<String, byte[]> PICTURES =
      Map.of(
          "grey", PictureFiles.encoded(PictureFiles.grey(2, 3, new byte[6]), "png"),
          "colour", colour("png"),
          "jpeg", colour("jpg"));
  private static final int MOST_PIXELS = 100_000;

  private static final Map<String, byte[]> RECORDS = Map.of("one", new byte[3073]);

  @TempDir static Path folder;

  @FuzzTest
  void images_anyBytes_areReadOrRefused(byte[] bytes) throws IOException {
    isImages(bytes);
  }

  @FuzzTest
  void labels_anyBytes_areReadOrRefused(byte[] bytes) throws IOException {
    isLabels(bytes);
  }

  @FuzzTest
  void description_anyBytes_isReadOrRefused(byte[] bytes) throws IOException {
    isDescription(bytes);
  }

  @FuzzTest
  void table_anyBytes_isReadOrRefused(byte[] bytes) {
    isTable(bytes, CsvFiles.flowers());
    isTable(bytes, CsvFiles.numbered(1));
    isTable(bytes, CsvFiles.format(true, ';', new CsvColumn.Numbered(2), "a", "b"));
  }

  @FuzzTest
  void picture_anyBytes_isReadOrRefused(byte[] bytes) {
    isPicture(bytes);
  }

  @FuzzTest
  void cifar_anyBytes_isReadOrRefused(byte[] bytes) {
    isCifar(bytes);
  }

  @Test
  void seeds_ofAllTargets_areReadAndUpToDate() throws IOException {
    for (byte[] bytes : IMAGES.values()) {
      assertThat(isImages(bytes)).isTrue();
    }
    for (byte[] bytes : LABELS.values()) {
      assertThat(isLabels(bytes)).isTrue();
    }
    for (byte[] bytes : DESCRIPTIONS.values()) {
      assertThat(isDescription(bytes)).isTrue();
    }
    assertThat(isTable(utf8(CsvFiles.FLOWERS), CsvFiles.flowers())).isTrue();
    assertThat(isTable(utf8(NUMBERED), CsvFiles.numbered(1))).isTrue();
    for (byte[] bytes : PICTURES.values()) {
      assertThat(isPicture(bytes)).isTrue();
    }
    for (byte[] bytes : RECORDS.values()) {
      assertThat(isCifar(bytes)).isTrue();
    }
    Fuzz.checkSeeds(getClass(), "picture_anyBytes_isReadOrRefused", PICTURES);
    Fuzz.checkSeeds(getClass(), "cifar_anyBytes_isReadOrRefused", RECORDS);
    Fuzz.checkSeeds(getClass(), "table_anyBytes_isReadOrRefused", TABLES);
    Fuzz.checkSeeds(getClass(), "images_anyBytes_areReadOrRefused", IMAGES);
    Fuzz.checkSeeds(getClass(), "labels_anyBytes_areReadOrRefused", LABELS);
    Fuzz.checkSeeds(getClass(), "description_anyBytes_isReadOrRefused", DESCRIPTIONS);
  }

  private static boolean isImages(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("images"), bytes);
    return Fuzz.isRead(
        () -> {
          IdxImages images = IdxReader.images(file);
          assertThat(images.pixels_ND()).hasSize(images.count() * images.height() * images.width());
        },
        DataException.class);
  }

  private static boolean isLabels(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("labels"), bytes);
    return Fuzz.isRead(
        () -> {
          IdxLabels labels = IdxReader.labels(file);
          assertThat(labels.labels_N()).hasSize(labels.count());
        },
        DataException.class);
  }

  private static boolean isTable(byte[] bytes, CsvFormat format) {
    return Fuzz.isRead(
        () -> {
          CsvTable table = CsvFiles.read(bytes, format);
          assertThat(table.values_ND()).hasSize(table.count() * table.inputs());
          assertThat(table.labels_N()).hasSize(table.count());
        },
        DataException.class);
  }

  private static boolean isPicture(byte[] bytes) {
    return Fuzz.isRead(
        () -> {
          Picture picture = PictureReader.read("picture", bytes, MOST_PIXELS);
          assertThat(picture.pixels(ImageShape.grey(4, 4))).hasSize(16);
        },
        DataException.class);
  }

  private static boolean isCifar(byte[] bytes) {
    return Fuzz.isRead(
        () -> {
          CifarBatch batch = CifarReader.read("cifar", new ByteArrayInputStream(bytes));
          assertThat(batch.pixels_ND()).hasSize(batch.labels_N().length * 3072);
        },
        DataException.class);
  }

  private static byte[] colour(String format) {
    return PictureFiles.encoded(
        PictureFiles.filled(BufferedImage.TYPE_INT_RGB, 3, 2, 0x204080), format);
  }

  private static boolean isDescription(byte[] bytes) throws IOException {
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Files.write(mine.resolve("dataset.json"), bytes);
    return Fuzz.isRead(
        () -> {
          CatalogEntry entry = OwnDataset.find(folder, "mine").orElseThrow();
          assertThat(entry.classes().count()).isBetween(2, 256);
          assertThat(entry.origin()).isEqualTo(new DataOrigin.OwnFolder(mine));
        },
        DataException.class);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
