package io.ffsamediff.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * Writes the body of a response to a file, behind the bytes that are there if it continues them.
 */
final class Transfer implements HttpResponse.BodyHandler<Void> {

  private static final int OK = 200;
  private static final int PARTIAL = 206;

  /** All bytes are there: checking the file will tell. */
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private static final long MAX_BYTES = 1L << 30;

  private final FileChannel file;
  private final String name;
  private final ProgressListener progress;

  private volatile long position;
  private long total = ProgressListener.UNKNOWN;

  Transfer(FileChannel file, String partName, ProgressListener progress) throws IOException {
    this.file = file;
    this.name = partName.replaceFirst("\\.part$", "");
    this.progress = progress;
    this.position = file.size();
  }

  static boolean isUsable(int status) {
    return status == OK || status == PARTIAL || status == RANGE_NOT_SATISFIABLE;
  }

  /** Bytes of the file so far. */
  long position() {
    return position;
  }

  @Override
  public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo response) {
    if (response.statusCode() == OK) {
      restart();
    } else if (response.statusCode() != PARTIAL) {
      return HttpResponse.BodySubscribers.discarding();
    } else if (!continues(response)) {
      throw new IllegalStateException("the server sent another range than asked for");
    }
    long length =
        response.headers().firstValueAsLong("Content-Length").orElse(ProgressListener.UNKNOWN);
    total = length < 0 ? ProgressListener.UNKNOWN : position + length;
    return HttpResponse.BodySubscribers.ofByteArrayConsumer(this::write);
  }

  private void restart() {
    try {
      file.truncate(0);
      position = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean continues(HttpResponse.ResponseInfo response) {
    return response
        .headers()
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + position + "-"))
        .isPresent();
  }

  private void write(Optional<byte[]> chunk) {
    ByteBuffer bytes = ByteBuffer.wrap(chunk.orElseGet(() -> new byte[0]));
    long next = position + bytes.remaining();
    if (next > MAX_BYTES) {
      throw new IllegalStateException("more than " + MAX_BYTES + " bytes came");
    }
    try {
      for (long at = position; bytes.hasRemaining(); ) {
        at += file.write(bytes, at);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    position = next;
    progress.progress(name, next, total);
  }
}
