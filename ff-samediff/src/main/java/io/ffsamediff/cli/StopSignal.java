package io.ffsamediff.cli;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Lets Ctrl-C, SIGTERM and the end of the terminal stop a run in good order: the first signal asks
 * it to finish its step and save, a second one ends the process at once. Files are replaced as a
 * whole, so that even then nothing is damaged.
 */
final class StopSignal implements AutoCloseable {

  private final Messages messages;
  private final IntConsumer halt;
  private final AtomicReference<@Nullable Kind> first = new AtomicReference<>();
  private final Map<Kind, @Nullable Object> before = new EnumMap<>(Kind.class);

  /** What asks a run to stop. */
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
   * @param messages tell what the first signal does
   * @param halt ends the process at once
   */
  StopSignal(Messages messages, IntConsumer halt) {
    this.messages = messages;
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
    if (!first.compareAndSet(null, kind)) {
      halt.accept(kind.exitCode());
      return;
    }
    messages.notice("stopping after this step; another signal ends at once, unsaved.");
  }

  /** Whether the run is to stop. */
  boolean requested() {
    return first.get() != null;
  }

  /** The first signal. */
  Optional<Kind> received() {
    return Optional.ofNullable(first.get());
  }

  @Override
  public void close() {
    before.forEach((kind, handler) -> Signals.unregister(kind.name(), handler));
    before.clear();
  }
}
