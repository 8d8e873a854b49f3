package io.ffsamediff.serve;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Scheduler;

/** Reads the body of a request as its bytes come: who sends slowly holds no thread. */
final class PictureBody implements Runnable {

  /** Bytes of a body: a drawing has some thousands, a photograph more. */
  static final int MOST = 8 << 20;

  private final Request request;
  private final Promise<byte[]> promise;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Scheduler.Task deadline;
  private boolean ended;

  private PictureBody(Request request, Duration limit, Promise<byte[]> promise) {
    this.request = request;
    this.promise = promise;
    this.deadline =
        request
            .getComponents()
            .getScheduler()
            .schedule(this::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Reads all of it.
   *
   * @param limit from now to the last byte
   * @param promise gets the bytes; or an {@link HttpProblem} where they are too many or too slow,
   *     another failure where the client has gone
   */
  static void read(Request request, Duration limit, Promise<byte[]> promise) {
    if (request.getLength() > MOST) {
      promise.failed(tooLarge());
      return;
    }
    new PictureBody(request, limit, promise).run();
  }

  /** Takes what has come, and is called again for more. */
  @Override
  public void run() {
    State state = State.MORE;
    while (state == State.MORE) {
      state = next();
    }
    if (state == State.WHOLE) {
      promise.succeeded(body.toByteArray());
    } else if (state == State.TOO_LARGE) {
      promise.failed(tooLarge());
    }
  }

  private enum State {
    MORE,
    WAITING,
    WHOLE,
    TOO_LARGE,
    ENDED
  }

  /** The lock keeps the deadline from answering, and so ending the request, while it is read. */
  private State next() {
    Throwable failure;
    synchronized (this) {
      if (ended) {
        return State.ENDED;
      }
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return State.WAITING;
      }
      if (!Content.Chunk.isFailure(chunk)) {
        return append(chunk);
      }
      end();
      failure = chunk.getFailure();
    }
    promise.failed(failure);
    return State.ENDED;
  }

  private State append(Content.Chunk chunk) {
    byte[] bytes = BufferUtil.toArray(chunk.getByteBuffer());
    boolean last = chunk.isLast();
    chunk.release();
    if (body.size() + bytes.length > MOST) {
      end();
      return State.TOO_LARGE;
    }
    body.writeBytes(bytes);
    if (last) {
      end();
      return State.WHOLE;
    }
    return State.MORE;
  }

  private void end() {
    ended = true;
    deadline.cancel();
  }

  private void expire() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    promise.failed(
        new HttpProblem(HttpStatus.REQUEST_TIMEOUT_408, "the picture did not come in time"));
  }

  private static HttpProblem tooLarge() {
    return new HttpProblem(
        HttpStatus.PAYLOAD_TOO_LARGE_413,
        "expected a picture of at most %,d bytes, received more".formatted(MOST));
  }
}
