package io.ffsamediff.data;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Downloads one file over HTTP and goes on where an earlier download stopped. */
final class Downloader {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration STALL = Duration.ofSeconds(30);

  private final Duration stall;
  private final HttpClient client;

  Downloader() {
    this(CONNECT, STALL);
  }

  /**
   * With limits.
   *
   * @param connect longest wait for a connection
   * @param stall longest wait for the next byte
   */
  Downloader(Duration connect, Duration stall) {
    this.stall = stall;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(connect)
            .followRedirects(HttpClient.Redirect.NORMAL) // never from https to http
            .build();
  }

  /**
   * Completes {@code part}, which may be absent or hold the first bytes of the file. A server that
   * does not know ranges sends everything again. What came is on disk when this returns, but nobody
   * has checked it.
   *
   * @throws IOException if the file did not come; {@code part} keeps what did
   * @throws InterruptedException if the thread was interrupted
   */
  void resume(URI address, Path part, ProgressListener progress)
      throws IOException, InterruptedException {
    try (FileChannel file =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Transfer transfer = new Transfer(file, part.getFileName().toString(), progress);
      HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(stall);
      if (file.size() > 0) {
        request.header("Range", "bytes=" + file.size() + "-");
      }
      HttpResponse<Void> response = await(client.sendAsync(request.build(), transfer), transfer);
      file.force(true);
      if (!Transfer.isUsable(response.statusCode())) {
        throw new IOException("HTTP status " + response.statusCode());
      }
    }
  }

  private HttpResponse<Void> await(
      CompletableFuture<HttpResponse<Void>> response, Transfer transfer)
      throws IOException, InterruptedException {
    try {
      while (true) {
        long before = transfer.position();
        try {
          return response.get(stall.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (transfer.position() == before) {
            throw new HttpTimeoutException("no byte for " + stall.toMillis() + " ms");
          }
        }
      }
    } catch (ExecutionException e) {
      throw new IOException(describe(e.getCause() == null ? e : e.getCause()), e);
    } finally {
      response.cancel(true);
    }
  }

  private static String describe(Throwable cause) {
    if (cause instanceof ConnectException) {
      return "no connection"; // the client's exception carries no text
    }
    String text = cause.getMessage();
    return text == null ? cause.getClass().getSimpleName() : text;
  }
}
