package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.data.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ff serve} in a process of its own, asked as browsers and others ask. */
class ServeCommandTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String PNG = "image/png";

  @TempDir static Path folder;
  private static @Nullable Process server;
  private static String address = "";

  @BeforeAll
  static void start() throws Exception {
    TinyRun.write(folder);
    FfProcess train =
        FfProcess.run(folder, "train", "tiny.json", "--data-dir", "data", "--out", "runs/tiny");
    assertThat(train.exitCode()).as(train.err()).isZero();
    Files.createDirectories(folder.resolve("runs/broken"));
    Files.writeString(folder.resolve("runs/broken/config.json"), "{");
    Files.createDirectories(folder.resolve("runs/no-run"));
    Process started = FfProcess.start(folder, "serve", "runs/tiny", "--port", "0");
    server = started;
    for (int i = 0; i < 600 && address.isEmpty() && started.isAlive(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
      address = Files.readString(folder.resolve("out.txt")).strip();
    }
    assertThat(address)
        .as(Files.readString(folder.resolve("err.txt")))
        .matches("http://127\\.0\\.0\\.1:\\d+/");
  }

  /** Ctrl-C is the way to end it. */
  @AfterAll
  static void stop() throws Exception {
    Process running = Objects.requireNonNull(server);
    running.destroy();
    assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).isEqualTo(ExitCodes.TERMINATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "page.css", "draw.js", "runs.js", "uplot.js", "uplot.css"})
  void page_andItsParts_areThereWithTheHeadersThatKeepItIn(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isNotBlank();
    assertThat(header(answer, "Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self';")
        .doesNotContain("unsafe");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void predict_picture_isWhatFfPredictSays() throws Exception {
    byte[] upper = PictureFiles.encoded(half(), "png");
    Path file = Files.write(folder.resolve("upper.png"), upper);

    HttpResponse<String> answer = post(PNG, BodyPublishers.ofByteArray(upper));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode said = JsonMapper.shared().readTree(answer.body());
    JsonNode told =
        JsonMapper.shared()
            .readTree(call("predict", run(), file.toString(), "--json"))
            .path("examples")
            .path(0);
    assertThat(said.path("label")).isEqualTo(told.path("label"));
    assertThat(said.path("goodness")).isEqualTo(told.path("goodness"));
  }

  @Test
  void predict_whatIsNoPicture_isRefusedPlainly() throws Exception {
    assertRefused(post(PNG, text("no picture")), 400, "expected a PNG or JPEG picture");
    assertRefused(post("application/json", text("{}")), 415, "image/png or image/jpeg");
    assertRefused(post(PNG, text("")), 400, "expected a PNG or JPEG picture");
    assertRefused(
        post(PNG, BodyPublishers.ofByteArray(new byte[(8 << 20) + 1])), 413, "at most 8,388,608");
    assertRefused(get("api/predict"), 405, "takes POST only");
  }

  /** Without a length told before. */
  @Test
  void predict_bodyWithoutEnd_isCutOff() throws Exception {
    BodyPublisher endless =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[9 << 20]));

    assertThat(statusOf(endless)).isIn(413, 0);
    assertThat(get("api/model").statusCode()).isEqualTo(200);
  }

  /** 0 where the server has hung up before all was sent. */
  private static int statusOf(BodyPublisher body) throws InterruptedException {
    try {
      return post(PNG, body).statusCode();
    } catch (IOException hungUp) {
      return 0;
    }
  }

  @Test
  void requests_ofOtherPagesOrNames_areRefused() throws Exception {
    HttpRequest evil =
        HttpRequest.newBuilder(URI.create(address + "api/predict"))
            .header("Origin", "http://evil.example")
            .header("Content-Type", PNG)
            .POST(BodyPublishers.noBody())
            .build();

    assertRefused(CLIENT.send(evil, BodyHandlers.ofString()), 403, "for its own page");
    assertThat(raw("GET /api/runs HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403")
        .contains("ask for 127.0.0.1 or localhost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nowhere",
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/api/runs/..%2ftiny/events",
        "/api/runs/../tiny/events",
        "/api/runs/no-run/events",
        "/api/runs/nope/events"
      })
  void paths_thatLeadElsewhere_findNothing(String path) throws Exception {
    String answer =
        raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1\\.1 40[04] .*").doesNotContain("root:", "\tat ");
  }

  @Test
  void requests_tooLongOrMany_areRefused() throws Exception {
    assertThat(raw("GET /" + "x".repeat(40_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 4")
        .contains("X-Content-Type-Options: nosniff");
    boolean limited = false;
    for (int i = 0; i < 400 && !limited; i++) {
      HttpResponse<String> answer = get("api/model");
      limited = answer.statusCode() == 429;
      assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    }
    assertThat(limited).isTrue();
    TimeUnit.SECONDS.sleep(2);
  }

  @Test
  void runs_listed_tellEvenOfADamagedOne() throws Exception {
    JsonNode runs = JsonMapper.shared().readTree(get("api/runs").body());

    assertThat(runs).hasSize(2);
    JsonNode tiny = runs.path(0).path("id").asString().equals("tiny") ? runs.path(0) : runs.path(1);
    assertThat(tiny.path("status").asString()).isEqualTo("finished");
    assertThat(tiny.path("epochs").asInt()).isEqualTo(4);
    assertThat(tiny.path("errorRate").isNumber()).isTrue();
    assertThat(runs.toString()).contains("\"unreadable\"");
  }

  @Test
  void events_ofARunInTraining_tellEachEpochAsItComes() throws Exception {
    Path live = Files.createDirectories(folder.resolve("runs/live"));
    Files.copy(folder.resolve("runs/tiny/config.json"), live.resolve("config.json"));
    List<String> lines = Files.readAllLines(folder.resolve("runs/tiny/metrics.jsonl"));
    Files.writeString(
        live.resolve("metrics.jsonl"), lines.get(0) + "\n" + lines.get(1).substring(0, 20));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "api/runs/live/events")).build();
    HttpResponse<InputStream> answer = CLIENT.send(request, BodyHandlers.ofInputStream());

    assertThat(header(answer, "Content-Type")).startsWith("text/event-stream");
    try (InputStream events = answer.body()) {
      assertThat(until(events, "\"epoch\":1,")).doesNotContain("\"epoch\":2,");
      Files.writeString(live.resolve("metrics.jsonl"), lines.get(0) + "\n" + lines.get(1) + "\n");
      until(events, "\"epoch\":2,");
      Files.writeString(live.resolve("metrics.jsonl"), "damaged\n".repeat(400));
      until(events, "event: damaged");
    }
  }

  /** Its watcher's place is free again, and the browser does not come back. */
  @Test
  void events_ofAFinishedRun_end() throws Exception {
    String told = get("api/runs/tiny/events").body();

    assertThat(told).contains("\"epoch\":4,").endsWith("event: end\ndata: {}\n\n");
  }

  /** And a name of this machine alone is nothing to warn of. */
  @Test
  void serve_asDigit_takesDrawingsForARunOnOwnPictures() throws Exception {
    assertThat(get("api/model").body()).contains("\"as\":\"plain\"");
    Path out = Files.createDirectories(folder.resolve("digit"));
    Files.createSymbolicLink(out.resolve("runs"), folder.resolve("runs"));
    Process other =
        FfProcess.start(
            out, "serve", "runs/tiny", "--port", "0", "--as", "digit", "--host", "localhost");
    try {
      String there = "";
      for (int i = 0; i < 600 && there.isEmpty() && other.isAlive(); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
        there = Files.readString(out.resolve("out.txt")).strip();
      }
      assertThat(
              CLIENT
                  .send(
                      HttpRequest.newBuilder(URI.create(there + "api/model")).build(),
                      BodyHandlers.ofString())
                  .body())
          .contains("\"as\":\"digit\"");
      assertThat(Files.readString(out.resolve("err.txt"))).doesNotContain("no passwords");
    } finally {
      other.destroy();
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void serve_runsThatAreNotThere_areRefused() {
    FfCall told = FfCall.of("serve", run(), "--runs", folder.resolve("no/such").toString());

    assertThat(told.exitCode()).isEqualTo(ExitCodes.RUN);
    assertThat(told.err()).contains("--runs: expected a folder of runs, received ");
  }

  @Test
  void serve_portInUse_isToldWithTheWayOut() throws Exception {
    String port = Integer.toString(URI.create(address).getPort());

    FfCall told = FfCall.of("serve", run(), "--port", port);

    assertThat(told.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(told.err())
        .contains("--port: expected a free port of 127.0.0.1, received " + port)
        .doesNotContain("\tat ");
    assertThat(FfCall.of("serve", run(), "--port", "70000").exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(FfCall.of("serve", run(), "--port", "0", "--host", "256.1.1.1").err())
        .contains("--host: expected a name or address of this machine, received 256.1.1.1");
    // An address for documentation, RFC 5737, which no machine has.
    assertThat(FfCall.of("serve", run(), "--port", "0", "--host", "192.0.2.1").err())
        .contains("--host: expected a name or address of this machine, received 192.0.2.1");
    assertThat(FfCall.of("serve", run(), "--host", "").exitCode()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void serve_noRunOrNoModel_isRefused() throws Exception {
    Path bare = Files.createDirectories(folder.resolve("bare"));
    Files.copy(folder.resolve("runs/tiny/config.json"), bare.resolve("config.json"));

    assertThat(FfCall.of("serve", folder.resolve("nowhere").toString()).exitCode())
        .isEqualTo(ExitCodes.RUN);
    FfCall told = FfCall.of("serve", bare.toString());
    assertThat(told.exitCode()).isEqualTo(ExitCodes.RUN);
    assertThat(told.err()).contains("expected the trained model, received none");
  }

  private static String until(InputStream events, String wanted) throws Exception {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(wanted) < 0) {
      int next = events.read();
      assertThat(next).as(read.toString()).isNotNegative();
      read.append((char) next);
    }
    return read.toString();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String type, BodyPublisher body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(address + "api/predict"))
            .header("Content-Type", type)
            .POST(body)
            .build(),
        BodyHandlers.ofString());
  }

  private static BodyPublisher text(String text) {
    return BodyPublishers.ofString(text);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String message) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(JsonMapper.shared().readTree(answer.body()).path("error").asString())
        .contains(message);
  }

  /** What no well-behaved client sends. */
  private static String raw(String request) throws Exception {
    try (Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), URI.create(address).getPort());
        OutputStream out = socket.getOutputStream()) {
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String call(String... words) {
    FfCall told = FfCall.of(words);
    assertThat(told.exitCode()).as(told.err()).isZero();
    return told.out();
  }

  private static String run() {
    return folder.resolve("runs/tiny").toString();
  }

  private static BufferedImage half() {
    BufferedImage image = PictureFiles.filled(BufferedImage.TYPE_INT_RGB, 8, 8, 0x1E1E1E);
    for (int i = 0; i < 32; i++) {
      image.setRGB(i % 8, i / 8, 0xDCDCDC);
    }
    return image;
  }
}
