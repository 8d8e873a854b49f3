package io.ffsamediff.examples.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One process of a run, from its start to its violent or natural death. */
final class Life {

  /** What a shell and Java call a death by SIGKILL. */
  private static final int KILLED = 128 + 9;

  private static final long LIMIT_SECONDS = 900;

  /** A life that learns this many epochs more than its moment asked for is long enough. */
  private static final int MORE_EPOCHS = 4;

  private final Path run;
  private final Path err;
  private final Random random;
  private final Duration startUp;

  /**
   * A life.
   *
   * @param err where its stderr goes
   * @param startUp about how long a process takes to its first write
   */
  Life(Path run, Path err, Random random, Duration startUp) {
    this.run = run;
    this.err = err;
    this.random = random;
    this.startUp = startUp;
  }

  /**
   * How it ended.
   *
   * @param killed whether it was killed, and not faster than that
   * @param startUp how long it took to its first write, or zero if it did not come so far
   */
  record Death(boolean killed, Duration startUp) {}

  /** Lives to the end by itself. */
  void liveOn(ProcessBuilder engine) throws IOException, InterruptedException {
    Process process = start(engine);
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    kill(process);
    BrokenRun.unless(ended, "the process did not end:", stderr());
    checkEnd(process);
  }

  /** Is killed at {@code moment}, unless it ends before. */
  Death dieAt(ProcessBuilder engine, Moment moment) throws IOException, InterruptedException {
    try (FolderWatch watch = new FolderWatch(run)) {
      long start = System.nanoTime();
      Process process = start(engine);
      Duration firstWrite = await(process, watch, moment, start);
      kill(process);
      boolean killed = process.exitValue() == KILLED;
      if (!killed) {
        checkEnd(process);
      }
      checkStderr();
      return new Death(killed, firstWrite);
    }
  }

  private Process start(ProcessBuilder engine) throws IOException {
    return engine
        .redirectError(err.toFile())
        .redirectOutput(err.resolveSibling("out.txt").toFile())
        .start();
  }

  /** With SIGKILL, and all that it has started. */
  private static void kill(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    BrokenRun.unless(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "SIGKILL did not kill");
  }

  private Duration await(Process process, FolderWatch watch, Moment moment, long start)
      throws IOException, InterruptedException {
    long startUpEnd =
        moment == Moment.START_UP
            ? start + (long) (random.nextDouble() * startUp.toNanos())
            : Long.MAX_VALUE;
    int left = moment.occurrence(random.nextDouble());
    int epochsLeft = left + MORE_EPOCHS;
    Duration firstWrite = Duration.ZERO;
    while (process.isAlive() && System.nanoTime() < startUpEnd) {
      FolderWatch.Event event = watch.next(5).orElse(null);
      boolean isInTime = System.nanoTime() - start < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      BrokenRun.unless(isInTime, moment, "has not come; see", err);
      if (event == null) {
        continue;
      }
      firstWrite = firstWrite.isZero() ? Duration.ofNanos(System.nanoTime() - start) : firstWrite;
      boolean isMoment = moment.is(event.file(), event.change());
      boolean isEpoch = Moment.ANY.is(event.file(), event.change());
      left -= isMoment ? 1 : 0;
      epochsLeft -= isEpoch ? 1 : 0;
      if (left == 0 || (epochsLeft == 0 && !Moment.END.contains(moment))) {
        LockSupport.parkNanos((long) (1e6 * moment.delay(random.nextDouble())));
        break;
      }
    }
    return firstWrite;
  }

  private void checkEnd(Process process) throws IOException {
    BrokenRun.unless(process.exitValue() == 0, "exit code", process.exitValue(), stderr());
    checkStderr();
  }

  /** A kill is no reason to believe that a user has changed something, nor for a failure. */
  private void checkStderr() throws IOException {
    String text = stderr();
    boolean isFine = !text.contains("internal error") && !text.contains("has been changed");
    BrokenRun.unless(isFine, text);
  }

  private String stderr() throws IOException {
    return Files.readString(err, StandardCharsets.UTF_8);
  }
}
