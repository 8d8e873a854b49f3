package io.ffsamediff.exec;

import io.ffsamediff.data.Crew;
import io.ffsamediff.device.BlasThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The threads of a step. Part {@code k} of a pass always gets the same items, so that sums repeat
 * bit for bit. Each thread does its blocks from the product to the gradient by itself, with a BLAS
 * of one thread: threads meet once a pass, not once an op, and a block stays in its core's cache. A
 * pass allocates nothing. Not safe for use by several threads at once.
 */
final class WorkTeam implements Crew, AutoCloseable {

  /*
   * Waking a thread takes some 100 us on a virtual machine. Threads look for work a little longer than
   * the bookkeeping between two steps lasts before they sleep. They take the processor from nobody:
   * BLAS has no threads of its own at work while the team is.
   */
  private static final long SPIN_NANOS = 200_000;

  private final List<Worker> workers = new ArrayList<>();

  /** A team of {@code threads}, the caller's included. */
  WorkTeam(int threads) {
    for (int part = 1; part < threads; part++) {
      workers.add(new Worker(part));
    }
    workers.forEach(Thread::start);
  }

  /** A team of {@code threads} where arrays live in host memory, else of the caller alone. */
  static WorkTeam onHost(int threads) {
    return new WorkTeam(Nd4j.getEnvironment().isCPU() ? threads : 1);
  }

  @Override
  public int size() {
    return workers.size() + 1;
  }

  @Override
  public void spread(Work work, int items) {
    run(work, items, Math.min(size(), items));
  }

  /**
   * Shares blocks of rows among all threads. BLAS works with one thread meanwhile where several
   * threads call it, each for itself.
   *
   * @return parts in which the blocks were done
   */
  int share(Work pass, int blocks) {
    int parts = Math.min(size(), blocks);
    return parts == 1
        ? run(pass, blocks, parts)
        : withBlasOfOneThread(() -> run(pass, blocks, parts));
  }

  /** Does {@code work}, whose passes call BLAS from several threads. */
  static <T> T withBlasOfOneThread(Supplier<T> work) {
    int before = BlasThreads.get();
    BlasThreads.set(1);
    try {
      return work.get();
    } finally {
      BlasThreads.set(before);
    }
  }

  /**
   * Runs a pass over items 0 to {@code items} - 1 in {@code parts} parts, waits for all of them,
   * and throws what one of them threw.
   *
   * @return {@code parts}
   */
  int run(Work pass, int items, int parts) {
    Thread caller = Thread.currentThread();
    for (int part = 1; part < parts; part++) {
      workers
          .get(part - 1)
          .start(pass, start(part, items, parts), start(part + 1, items, parts), caller);
    }
    try {
      pass.run(0, 0, start(1, items, parts));
    } finally {
      for (int part = 1; part < parts; part++) {
        workers.get(part - 1).finish();
      }
    }
    return parts;
  }

  /** First item of part {@code part}. */
  static int start(int part, int items, int parts) {
    return (int) ((long) items * part / parts);
  }

  /** A thread that does one part of a pass, then waits for the next. */
  private static final class Worker extends Thread {

    private final int part;
    private Work pass = (p, from, to) -> {};
    private int from;
    private int to;
    private Thread caller = Thread.currentThread();
    private @Nullable Throwable failure;
    private volatile boolean busy;
    private volatile boolean closed;

    Worker(int part) {
      super("ff-step-" + part);
      this.part = part;
      setDaemon(true);
    }

    void start(Work pass, int from, int to, Thread caller) {
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
          awaitBusy(true);
        }
      }
    }

    /** A thread that an error ended would leave the caller waiting, so everything is caught. */
    private void work() {
      try {
        pass.run(part, from, to);
      } catch (Throwable thrown) {
        failure = thrown;
      }
    }

    /** Waits until {@link #busy} is {@code state}: awake for a while, then asleep. */
    private void awaitBusy(boolean state) {
      long start = System.nanoTime();
      while (busy != state && !closed && System.nanoTime() - start < SPIN_NANOS) {
        Thread.onSpinWait();
      }
      while (busy != state && !closed) {
        LockSupport.park(this);
      }
    }

    /** Waits for the end of the part. */
    void finish() {
      awaitBusy(false);
      Throwable thrown = failure;
      failure = null;
      if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
      if (thrown instanceof Error error) {
        throw error;
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
