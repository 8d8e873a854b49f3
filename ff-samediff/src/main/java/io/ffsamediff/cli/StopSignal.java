package io.ffsamediff.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C and SIGTERM end a run in good order. The JVM answers either by its shutdown hooks and
 * then exits with 130 or 143; the hook here asks the run to stop and holds the JVM until the run
 * has saved everything and closes this.
 */
final class StopSignal implements AutoCloseable {

  /** A run that does not come to an end in this time is given up; its last checkpoint stands. */
  private static final long PATIENCE_MINUTES = 10;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::hold, "stop-signal");
  private volatile boolean requested;

  /** Listens from now on; until then signals end the process as usual. */
  void listen() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      requested = true; // the process is already ending
    }
  }

  /** Whether the run is to stop. */
  boolean requested() {
    return requested;
  }

  private void hold() {
    requested = true;
    try {
      boolean inTime = done.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
      assert inTime : "the run did not stop";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        requested = true; // the signal came just now; the hook no longer waits
      }
    }
  }
}
