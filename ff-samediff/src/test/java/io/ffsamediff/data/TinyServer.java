package io.ffsamediff.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the tiny data set on this machine, with or without ranges; remembers the requests. */
final class TinyServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile boolean ranges = true;

  TinyServer(int level) throws IOException {
    packed(level).forEach((name, bytes) -> files.put("/tiny/" + name, bytes));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** The four files as they are served. */
  static Map<String, byte[]> packed(int level) {
    Map<String, byte[]> packed = new TreeMap<>();
    IdxFiles.tinyFiles()
        .forEach((name, bytes) -> packed.put(name + ".gz", IdxFiles.gzip(bytes, level)));
    return packed;
  }

  String mirror() {
    return mirror("tiny");
  }

  /** Address of another context of this server. */
  String mirror(String context) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + context + "/";
  }

  HttpServer http() {
    return server;
  }

  void replace(String file, byte[] bytes) {
    files.put("/tiny/" + file, bytes);
  }

  void remove(String file) {
    files.remove("/tiny/" + file);
  }

  void withoutRanges() {
    ranges = false;
  }

  /** {@code <path> <range or ->} of each request. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String range = exchange.getRequestHeaders().getFirst("Range");
      requests.add(path.substring(path.lastIndexOf('/') + 1) + " " + (range == null ? "-" : range));
      byte[] bytes = files.get(path);
      if (bytes == null) {
        exchange.sendResponseHeaders(404, -1);
      } else if (range == null || !ranges) {
        send(exchange, 200, bytes, 0);
      } else {
        sendRange(exchange, bytes, Integer.parseInt(range.replaceAll("\\D", "")));
      }
    }
  }

  private static void sendRange(HttpExchange exchange, byte[] bytes, int from) throws IOException {
    if (from >= bytes.length) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
    send(exchange, 206, bytes, from);
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes, int from)
      throws IOException {
    exchange.sendResponseHeaders(status, bytes.length - from);
    exchange.getResponseBody().write(bytes, from, bytes.length - from);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
