package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two fetch the same data set into the same cache. */
class ConcurrentFetchTest {

  private static final ProgressListener SILENT = ProgressListener.none();

  @TempDir private Path cache;
  private TinyServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TinyServer(9);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fetch_byTwoProcessesAtOnce_downloadsEachFileOnce() throws Exception {
    Process first = FetchProgram.start(cache, server.mirror());
    Process second = FetchProgram.start(cache, server.mirror());

    assertThat(first.waitFor()).isZero();
    assertThat(second.waitFor()).isZero();
    assertThat(server.requests()).hasSize(4);
    assertThat(catalog(server.mirror()).load("tiny", null, SILENT).train().size()).isEqualTo(6);
  }

  @Test
  void fetch_byTwoThreadsAtOnce_downloadsEachFileOnce() throws Exception {
    List<Throwable> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread thread = new Thread(() -> catalog(server.mirror()).fetch("tiny", SILENT));
      thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(failures).isEmpty();
    assertThat(server.requests()).hasSize(4);
  }

  private DatasetCatalog catalog(String mirror) {
    return new DatasetCatalog(
        List.of(IdxFiles.tinyEntry(mirror)), Map.of(), new DatasetCache(cache, new Downloader()));
  }
}
