package io.ffsamediff.serve;

import io.ffsamediff.run.MetricsTail;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFormatException;
import io.ffsamediff.run.RunManifest;
import io.ffsamediff.run.RunStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Epochs of a run as server-sent events, while it is trained: {@code epoch} with a line of {@code
 * metrics.jsonl}, {@code restart} where the lines before no longer count, {@code end} after the
 * last line of a run that is finished.
 * [https://html.spec.whatwg.org/multipage/server-sent-events.html]
 */
final class EventStream {

  /** Browsers that look on at a time: each takes a thread. */
  static final int MOST = 8;

  private static final long PAUSE_MILLIS = 500;

  /** A sign of life this often: it is how a browser that has gone is noticed. */
  private static final int PAUSES_OF_SILENCE = 4;

  private final Semaphore places = new Semaphore(MOST);
  private final BooleanSupplier stopped;

  /** Streams end once {@code stopped} says so. */
  EventStream(BooleanSupplier stopped) {
    this.stopped = stopped;
  }

  /** Tells of {@code run} until it is finished or the browser goes. */
  void answer(RunDirectory run, Request request, Response response, Callback done) {
    if (HttpMethod.HEAD.is(request.getMethod())) {
      head(response);
      done.succeeded();
      return;
    }
    if (!places.tryAcquire()) {
      throw new HttpProblem(HttpStatus.SERVICE_UNAVAILABLE_503, "too many pages look on");
    }
    try {
      head(response);
      try (OutputStream out = Content.Sink.asOutputStream(response)) {
        follow(run, out);
      }
      done.succeeded();
    } catch (IOException e) {
      done.failed(e); // the browser has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done.failed(e);
    } finally {
      places.release();
    }
  }

  private static void head(Response response) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
  }

  private void follow(RunDirectory run, OutputStream out) throws IOException, InterruptedException {
    MetricsTail tail = new MetricsTail(run);
    int silent = 0;
    write(out, ": here\n\n");
    while (!stopped.getAsBoolean()) {
      MetricsTail.Step step;
      boolean finished;
      try {
        finished = isFinished(run); // asked first: what is written later is not its last line
        step = tail.next();
      } catch (RunFormatException e) {
        write(out, "event: damaged\ndata: {}\n\n");
        return;
      }
      if (step.restarted()) {
        write(out, "event: restart\ndata: {}\n\n");
      }
      StringBuilder events = new StringBuilder();
      step.lines()
          .forEach(line -> events.append("event: epoch\ndata: ").append(line).append("\n\n"));
      silent = step.lines().isEmpty() ? silent + 1 : 0;
      if (silent >= PAUSES_OF_SILENCE) {
        events.append(": still here\n\n");
        silent = 0;
      }
      write(out, events.toString());
      if (finished && !step.more()) {
        write(out, "event: end\ndata: {}\n\n");
        return;
      }
      if (!step.more()) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static boolean isFinished(RunDirectory run) {
    return RunManifest.readIfPresent(run)
        .filter(manifest -> manifest.status() == RunStatus.FINISHED)
        .isPresent();
  }

  private static void write(OutputStream out, String text) throws IOException {
    if (!text.isEmpty()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
