package io.ffsamediff.serve;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ffsamediff.data.PictureFit;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The server with answers of a test, asked by clients that behave badly. */
class WebServerTest {

  private static final int PATIENCE_MILLIS = 1000;
  private static final String POST =
      "POST /api/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n";

  @TempDir Path runs;
  private final AtomicInteger pictures = new AtomicInteger();
  private WebServer server = start("127.0.0.1", Path.of("."), picture -> "{}");

  @BeforeEach
  void restart() {
    server.close();
    server = start("127.0.0.1", runs, this::told);
  }

  private String told(byte[] picture) {
    if (picture.length == 13) {
      throw new IllegalStateException("a failure of our own");
    }
    pictures.incrementAndGet();
    return "{\"bytes\":" + picture.length + "}";
  }

  private static WebServer start(String host, Path runs, Predictions predictions) {
    return WebServer.start(
        "{}",
        predictions,
        new ServeSettings(host, 0, runs, PictureFit.PLAIN, Duration.ofMillis(PATIENCE_MILLIS)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void bodies_manyAndSlow_holdNoThreadAndAreEnded() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        slow.add(sent(POST + "Content-Length: 1000\r\n\r\nx"));
      }
      long begun = System.nanoTime();

      assertThat(ask("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 200");
      assertThat(ask(POST + "Content-Length: 3\r\nConnection: close\r\n\r\nabc"))
          .endsWith("{\"bytes\":3}");

      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isLessThan(Duration.ofMillis(PATIENCE_MILLIS));
      drip(slow.get(0), "x");
      assertThat(all(slow.get(0))).startsWith("HTTP/1.1 408").contains("did not come in time");
      assertThat(all(slow.get(39))).startsWith("HTTP/1.1 408");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** The idle time begins anew with every line. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "G", "GET / HTTP/1.1\r\nHost: localhost\r\n", "GET / HTTP/1.1\r\nHost: local"})
  void header_slow_isEnded(String begin) throws Exception {
    try (Socket socket = sent(begin)) {
      drip(socket, begin.endsWith("\n") ? "X-More: 1\r\n" : "");

      assertThat(all(socket)).isEmpty();
    }
  }

  @Test
  void header_ofASecondRequest_isEndedToo() throws Exception {
    try (Socket socket = sent("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
      TimeUnit.MILLISECONDS.sleep(PATIENCE_MILLIS / 2);
      socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
      drip(socket, "X-More: 1\r\n");

      assertThat(all(socket)).containsOnlyOnce("HTTP/1.1 ");
    }
  }

  /** An answer may last longer than a header may. */
  @Test
  void events_ofASecondRequest_goOn() throws Exception {
    run("live", "");
    String stream = "GET /api/runs/live/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (Socket socket = sent("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n" + stream)) {
      TimeUnit.MILLISECONDS.sleep(2 * PATIENCE_MILLIS);
      Files.writeString(runs.resolve("live/metrics.jsonl"), "damaged\n");
      socket.shutdownOutput();

      assertThat(all(socket)).contains("event: damaged");
    }
  }

  @Test
  void events_watchersTooMany_areToldSo() throws Exception {
    run("live", "");
    String stream = "GET /api/runs/live/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    List<Socket> watchers = new ArrayList<>();
    try {
      for (int i = 0; i < EventStream.MOST; i++) {
        watchers.add(sent(stream));
        assertThat(watchers.get(i).getInputStream().read()).isEqualTo('H');
      }

      assertThat(ask(stream.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")))
          .startsWith("HTTP/1.1 503")
          .contains("too many pages look on");
    } finally {
      for (Socket socket : watchers) {
        socket.close();
      }
    }
  }

  private void run(String name, String metrics) throws IOException {
    Path folder = Files.createDirectories(runs.resolve(name));
    Files.writeString(folder.resolve("config.json"), "{}");
    Files.writeString(folder.resolve("metrics.jsonl"), metrics);
  }

  @Test
  void log_ofUploadsBrokenOff_hasNoWarnings() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try {
      sent(POST + "Content-Length: 1000\r\n\r\nx").close();
      try (Socket socket = sent(POST + "Content-Length: 1000\r\n\r\nx")) {
        socket.setSoLinger(true, 0); // a reset
      }
      assertThat(ask(POST + "Transfer-Encoding: chunked\r\n\r\nno chunk\r\n"))
          .startsWith("HTTP/1.1 400");
      TimeUnit.MILLISECONDS.sleep(300);
      assertThat(warnings(log)).isEmpty();

      assertThat(ask(POST + "Content-Length: 13\r\nConnection: close\r\n\r\n0123456789abc"))
          .startsWith("HTTP/1.1 500")
          .doesNotContain("a failure of our own");
      assertThat(warnings(log)).singleElement().asString().contains("POST /api/predict failed");
    } finally {
      root.detachAppender(log);
    }
  }

  private static List<ILoggingEvent> warnings(ListAppender<ILoggingEvent> log) {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/draw.js", "/api/model", "/api/runs", "/api/runs/live/events"})
  void head_ofWhatCanBeGot_isItsHeaderAlone(String path) throws Exception {
    run("live", "");

    assertThat(ask("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .contains("Content-Type: ")
        .endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "IMAGE/PNG, 200",
    "image/jpeg; q=1, 200",
    "image/png-foo, 415",
    "image/pngx, 415",
    "text/plain, 415"
  })
  void mediaType_isTakenExactlyInAnyCase(String type, int status) throws Exception {
    assertThat(
            ask(
                POST.replace("image/png", type)
                    + "Content-Length: 3\r\nConnection: close\r\n\r\nabc"))
        .startsWith("HTTP/1.1 " + status);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost, 200",
    "127.0.0.1, LOCALHOST:8080, 200",
    "127.0.0.1, [::1]:8080, 200",
    "127.0.0.1, 127.0.0.2, 200",
    "127.0.0.1, evil.example, 403",
    "127.0.0.1, 127.0.0.1.evil.example, 403",
    "127.0.0.1, 192.168.1.5, 403",
    "127.0.0.2, evil.example, 403",
    "0.0.0.0, 192.168.1.5:8080, 200",
    "0.0.0.0, localhost, 200",
    "0.0.0.0, evil.example, 403",
    "0.0.0.0, 1.2.3.4.evil.example, 403"
  })
  void host_otherThanTheServersNames_isRefused(String listening, String name, int status)
      throws Exception {
    try (WebServer other = start(listening, runs, this::told)) {
      assertThat(
              ask(
                  other,
                  "GET /api/model HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 " + status);
    }
  }

  private Socket sent(String text) throws IOException {
    return sent(server, text);
  }

  private static Socket sent(WebServer server, String text) throws IOException {
    String host = server.address().getHost();
    InetAddress to =
        host.equals("0.0.0.0") ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
    Socket socket = new Socket(to, server.address().getPort());
    socket.setSoTimeout(10 * PATIENCE_MILLIS);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private String ask(String text) throws IOException {
    return ask(server, text);
  }

  private static String ask(WebServer server, String text) throws IOException {
    try (Socket socket = sent(server, text)) {
      return all(socket);
    }
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Slowly, but never idle, until the server hangs up or twice its patience is over. */
  private static void drip(Socket socket, String text) throws Exception {
    OutputStream out = socket.getOutputStream();
    try {
      for (int i = 0; i < 6 && socket.getInputStream().available() == 0; i++) {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        TimeUnit.MILLISECONDS.sleep(PATIENCE_MILLIS / 3);
      }
    } catch (SocketException hungUp) {
      return;
    }
  }
}
