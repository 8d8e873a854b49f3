package io.ffsamediff.cli;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Lets Ctrl-C, SIGTERM and the end of the terminal stop a command in good order: the first signal
 * asks it to, a second one ends the process at once. Files are replaced as a whole, so that even
 * then nothing is damaged.
 */
final class StopSignal implements AutoCloseable {

  private final Runnable asked;
  private final IntConsumer halt;
  private final CompletableFuture<Kind> first = new CompletableFuture<>();
  private final Map<Kind, @Nullable Object> before = new EnumMap<>(Kind.class);

  /** What asks a command to stop. */
  enum Kind {
    /** Ctrl-C. */
    INT(ExitCodes.INTERRUPTED),
    /** What {@code kill} sends, and a machine that shuts down. */
    TERM(ExitCodes.TERMINATED),
    /** The terminal was closed; not heard by a process that {@code nohup} started. */
    HUP(ExitCodes.HUNG_UP);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** What the process ends with: 128 and the signal's number. */
    int exitCode() {
      return exitCode;
    }
  }

  /**
   * Hears nothing yet.
   *
   * @param asked hears of the first signal
   * @param halt ends the process at once, with this exit code
   */
  StopSignal(Runnable asked, IntConsumer halt) {
    this.asked = asked;
    this.halt = halt;
  }

  /** Listens from now on; until then signals end the process as usual. */
  void listen() {
    for (Kind kind : Kind.values()) {
      before.put(kind, Signals.register(kind.name(), () -> receive(kind)));
    }
  }

  /** Takes a signal. */
  void receive(Kind kind) {
    if (!first.complete(kind)) {
      halt.accept(kind.exitCode());
      return;
    }
    asked.run();
  }

  /** Waits for the first signal. */
  Kind await() {
    return first.join();
  }

  /** Whether the command is to stop. */
  boolean requested() {
    return first.isDone();
  }

  /** The first signal. */
  Optional<Kind> received() {
    return requested() ? Optional.of(first.join()) : Optional.empty();
  }

  @Override
  public void close() {
    before.forEach((kind, handler) -> Signals.unregister(kind.name(), handler));
    before.clear();
  }
}
