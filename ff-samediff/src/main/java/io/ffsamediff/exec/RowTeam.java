package io.ffsamediff.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the rows of a block: part {@code k} of a pass always gets the same rows, so
 * that sums over rows repeat bit for bit. Idle threads sleep, since spinning ones would take the
 * processor from the threads of the matrix products. A pass allocates nothing. Not safe for use by
 * several threads at once.
 */
final class RowTeam implements AutoCloseable {

  /*
   * Waking a thread takes some tens of microseconds; a pass over this many floats about as long. Passes
   * over less stay with the caller, whatever the machine, so that results do not depend on its speed.
   */
  private static final int FLOATS_WORTH_WAKING = 1 << 15;

  /** Checks before the caller sleeps too: the parts are of one size and end at about one time. */
  private static final int SPINS = 2_000;

  /** Work on a range of rows. */
  @FunctionalInterface
  interface Pass {

    /**
     * Does part {@code part}: rows {@code from} (inclusive) to {@code to} (exclusive). Parts run at
     * the same time.
     */
    void run(int part, int from, int to);
  }

  private final List<Worker> workers = new ArrayList<>();

  /** A team of {@code threads}, the caller's included. */
  RowTeam(int threads) {
    for (int part = 1; part < threads; part++) {
      workers.add(new Worker(part));
    }
    workers.forEach(Thread::start);
  }

  /** Threads of the team: the largest number of parts of a pass. */
  int size() {
    return workers.size() + 1;
  }

  /**
   * Number of parts in which {@link #run} does a pass over {@code rows} of {@code width} floats.
   */
  int parts(int rows, int width) {
    long worthwhile = (long) rows * width / FLOATS_WORTH_WAKING;
    return (int) Math.max(1, Math.min(Math.min(size(), rows), worthwhile));
  }

  /**
   * Runs a pass over rows 0 to {@code rows} - 1 in {@code parts} parts and waits for all of them.
   *
   * @throws RuntimeException what a part threw
   */
  void run(Pass pass, int rows, int parts) {
    Thread caller = Thread.currentThread();
    for (int part = 1; part < parts; part++) {
      workers
          .get(part - 1)
          .start(pass, start(part, rows, parts), start(part + 1, rows, parts), caller);
    }
    try {
      pass.run(0, 0, start(1, rows, parts));
    } finally {
      for (int part = 1; part < parts; part++) {
        workers.get(part - 1).await();
      }
    }
  }

  private static int start(int part, int rows, int parts) {
    return (int) ((long) rows * part / parts);
  }

  /** A thread that does one part of a pass, then sleeps until the next. */
  private static final class Worker extends Thread {

    private final int part;
    private Pass pass = (p, from, to) -> {};
    private int from;
    private int to;
    private Thread caller = Thread.currentThread();
    private @Nullable RuntimeException failure;
    private volatile boolean busy;
    private volatile boolean closed;

    Worker(int part) {
      super("ff-rows-" + part);
      this.part = part;
      setDaemon(true);
    }

    void start(Pass pass, int from, int to, Thread caller) {
      this.pass = pass;
      this.from = from;
      this.to = to;
      this.caller = caller;
      busy = true;
      LockSupport.unpark(this);
    }

    @Override
    public void run() {
      while (!closed) {
        if (busy) {
          work();
          busy = false;
          LockSupport.unpark(caller);
        } else {
          LockSupport.park(this);
        }
      }
    }

    private void work() {
      try {
        pass.run(part, from, to);
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    void await() {
      for (int spin = 0; busy && spin < SPINS; spin++) {
        Thread.onSpinWait();
      }
      while (busy) {
        LockSupport.park(this);
      }
      RuntimeException thrown = failure;
      failure = null;
      if (thrown != null) {
        throw thrown;
      }
    }

    void close() {
      closed = true;
      LockSupport.unpark(this);
    }
  }

  @Override
  public void close() {
    workers.forEach(Worker::close);
  }
}
