package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on this machine. */
class DatasetFetchTest {

  private static final String IMAGES = "train-images-idx3-ubyte.gz";
  private static final int LEVEL = 9;
  private static final ProgressListener SILENT = ProgressListener.none();

  @TempDir private Path cache;
  private Path folder;
  private TinyServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TinyServer(LEVEL);
    folder = cache.resolve("tiny");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fetch_ofMissingData_downloadsAndReportsProgress() throws IOException {
    List<String> progress = new ArrayList<>();

    assertThat(
            catalog(server.mirror())
                .fetch("tiny", (file, bytes, total) -> progress.add(file + bytes + "/" + total)))
        .contains(folder);

    int size = served(IMAGES).length;
    assertThat(progress).contains(IMAGES + size + "/" + size);
    for (String file : TinyServer.packed(LEVEL).keySet()) {
      assertThat(folder.resolve(file)).hasBinaryContent(served(file));
      assertThat(folder.resolve(file + ".part")).doesNotExist();
    }
  }

  @Test
  void load_ofMissingData_downloadsOnce() {
    assertThat(catalog(server.mirror()).load("tiny", null, SILENT).train().size()).isEqualTo(6);
    assertThat(catalog(server.mirror()).load("tiny", null, SILENT).test().size()).isEqualTo(3);

    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void fetch_ofDataThatIsThere_downloadsNothing() throws IOException {
    IdxFiles.write(folder, IdxFiles.tinyFiles());

    catalog(server.mirror()).fetch("tiny", SILENT);

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void fetch_withDamagedFiles_replacesThem() throws IOException {
    Map<String, byte[]> files = IdxFiles.tinyFiles();
    files.put("train-images-idx3-ubyte", new byte[] {1});
    files.put(IMAGES, new byte[] {2});
    IdxFiles.write(folder, files);

    catalog(server.mirror()).fetch("tiny", SILENT);

    assertThat(server.requests()).containsExactly(IMAGES + " -");
    assertThat(folder.resolve("train-images-idx3-ubyte")).doesNotExist();
    assertThat(folder.resolve(IMAGES)).hasBinaryContent(served(IMAGES));
  }

  @Test
  void fetch_afterInterruptedDownload_asksForTheRest() throws IOException {
    part(Arrays.copyOf(served(IMAGES), 20));

    catalog(server.mirror()).fetch("tiny", SILENT);

    assertThat(server.requests()).startsWith(IMAGES + " bytes=20-");
    assertThat(folder.resolve(IMAGES)).hasBinaryContent(served(IMAGES));
  }

  @Test
  void fetch_fromServerWithoutRanges_startsAgain() throws IOException {
    server.withoutRanges();
    part(Arrays.copyOf(served(IMAGES), 20));

    catalog(server.mirror()).fetch("tiny", SILENT);

    assertThat(server.requests()).hasSize(4).startsWith(IMAGES + " bytes=20-");
    assertThat(folder.resolve(IMAGES)).hasBinaryContent(served(IMAGES));
  }

  /** The process died between the last byte and the rename. */
  @Test
  void fetch_withCompletePart_keepsIt() throws IOException {
    part(served(IMAGES));

    catalog(server.mirror()).fetch("tiny", SILENT);

    assertThat(server.requests())
        .hasSize(4)
        .startsWith(IMAGES + " bytes=" + served(IMAGES).length + "-");
    assertThat(folder.resolve(IMAGES)).hasBinaryContent(served(IMAGES));
  }

  @Test
  void fetch_withPartOfAnotherPacking_startsAgain() throws IOException {
    byte[] other = TinyServer.packed(0).get(IMAGES);
    assertThat(other).isNotEqualTo(served(IMAGES));
    part(Arrays.copyOf(Objects.requireNonNull(other), 20));

    catalog(server.mirror()).fetch("tiny", SILENT);

    assertThat(server.requests()).startsWith(IMAGES + " bytes=20-", IMAGES + " -");
    assertThat(folder.resolve(IMAGES)).hasBinaryContent(served(IMAGES));
  }

  @Test
  void fetch_withMirrorThatLacksAFile_takesItFromTheNext() throws IOException {
    try (TinyServer second = new TinyServer(1)) {
      server.remove("t10k-labels-idx1-ubyte.gz");

      catalog(server.mirror(), second.mirror()).fetch("tiny", SILENT);

      assertThat(second.requests()).containsExactly("t10k-labels-idx1-ubyte.gz -");
      assertThat(catalog(server.mirror()).load("tiny", null, SILENT).test().size()).isEqualTo(3);
    }
  }

  /** A login page of a network, for example. */
  @Test
  void fetch_ofWrongContents_failsAndKeepsNothing() {
    server.replace(IMAGES, "<html>log in</html>".getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> catalog(server.mirror()).fetch("tiny", SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "  %s%s: %s: expected two zero bytes, received 3c 68 at byte 0. This is no IDX file. It was not kept."
                .formatted(server.mirror(), IMAGES, folder.resolve(IMAGES + ".part")));
    assertThat(folder)
        .isDirectoryContaining("glob:**/.lock")
        .isDirectoryNotContaining("glob:**.gz*");
  }

  @Test
  void fetch_ofOtherImagesThanPinned_fails() {
    server.replace(IMAGES, IdxFiles.gzip(IdxFiles.counting(6, 3, 2)));

    assertThatThrownBy(() -> catalog(server.mirror()).fetch("tiny", SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(": expected SHA-256 ")
        .hasMessageContaining("What to do:");
  }

  @Test
  void fetch_withoutTheFileOnAnyMirror_listsEveryAddress() {
    server.remove(IMAGES);
    String dead = "http://127.0.0.1:1/tiny/";

    assertThatThrownBy(() -> catalog(server.mirror(), dead).fetch("tiny", SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("  " + server.mirror() + IMAGES + ": HTTP status 404")
        .hasMessageContaining("  " + dead + IMAGES + ": no connection");
    assertThat(folder).isDirectoryNotContaining("glob:**.gz*");
  }

  @Test
  void fetch_ofAnswerToAnotherRange_isNotAppended() throws IOException {
    part(Arrays.copyOf(served(IMAGES), 20));
    answerPartially("bytes 5-9/99", new byte[5]);

    assertThatThrownBy(() -> catalog(server.mirror("odd")).fetch("tiny", SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the server sent another range than asked for");
    assertThat(folder.resolve(IMAGES + ".part"))
        .hasBinaryContent(Arrays.copyOf(served(IMAGES), 20));
  }

  @Test
  void fetch_fromServerThatFallsSilent_givesUpAndKeepsWhatCame() {
    CountDownLatch end = new CountDownLatch(1);
    server
        .http()
        .createContext(
            "/silent/",
            exchange -> {
              exchange.sendResponseHeaders(200, served(IMAGES).length);
              exchange.getResponseBody().write(served(IMAGES), 0, 20);
              exchange.getResponseBody().flush();
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    DatasetCatalog catalog =
        catalog(
            new Downloader(Duration.ofSeconds(5), Duration.ofMillis(300)), server.mirror("silent"));

    try {
      assertThatThrownBy(() -> catalog.fetch("tiny", SILENT))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(IMAGES + ": no byte for 300 ms");
      assertThat(folder.resolve(IMAGES + ".part"))
          .hasBinaryContent(Arrays.copyOf(served(IMAGES), 20));
    } finally {
      end.countDown();
    }
  }

  @Test
  void fetch_whenConnectionBreaks_goesOnFromWhereItStopped() throws IOException {
    server
        .http()
        .createContext(
            "/breaking/",
            exchange -> {
              exchange.sendResponseHeaders(200, served(IMAGES).length);
              exchange.getResponseBody().write(served(IMAGES), 0, 20);
              exchange.getResponseBody().flush();
              exchange.close();
            });

    catalog(server.mirror("breaking"), server.mirror()).fetch("tiny", SILENT);

    assertThat(server.requests()).startsWith(IMAGES + " bytes=20-");
    assertThat(folder.resolve(IMAGES)).hasBinaryContent(served(IMAGES));
  }

  @Test
  void fetch_intoCacheThatIsAFile_saysSo() throws IOException {
    Files.writeString(folder, "no folder");

    assertThatThrownBy(() -> catalog(server.mirror()).fetch("tiny", SILENT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("download: " + folder + " cannot be written (");
  }

  @Test
  void fetch_ofBundledData_hasNothingToDo() {
    assertThat(DatasetCatalog.standard(Map.of()).fetch("mnist-subset", SILENT)).isEmpty();
  }

  private void answerPartially(String range, byte[] bytes) {
    server
        .http()
        .createContext(
            "/odd/",
            exchange -> {
              try (exchange) {
                exchange.getResponseHeaders().set("Content-Range", range);
                exchange.sendResponseHeaders(206, bytes.length);
                exchange.getResponseBody().write(bytes);
              }
            });
  }

  private void part(byte[] bytes) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(IMAGES + ".part"), bytes);
  }

  private static byte[] served(String file) {
    return Objects.requireNonNull(TinyServer.packed(LEVEL).get(file));
  }

  private DatasetCatalog catalog(String... mirrors) {
    return catalog(new Downloader(Duration.ofSeconds(5), Duration.ofSeconds(5)), mirrors);
  }

  private DatasetCatalog catalog(Downloader downloader, String... mirrors) {
    return new DatasetCatalog(
        List.of(IdxFiles.tinyEntry(mirrors)), Map.of(), new DatasetCache(cache, downloader));
  }
}
