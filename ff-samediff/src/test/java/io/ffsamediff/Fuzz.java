package io.ffsamediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * What every fuzz target asserts, and where its seeds are. {@code mvn test} replays the seeds and
 * past findings of a target; {@code make fuzz} has Jazzer look for more.
 */
public final class Fuzz {

  /** Inputs are a few kilobytes: memory of this size was taken because the input asked for it. */
  private static final long MAX_ALLOCATED = 32L << 20;

  private static final long MAX_NANOS = 5_000_000_000L;

  private static final Path RESOURCES = Path.of("src/test/resources");

  private Fuzz() {}

  /**
   * Runs a parser on hostile input: it must succeed, or refuse with a message for the user, and
   * keep to the bounds of memory and time.
   *
   * @param refusals the project's own exceptions that it may refuse with
   * @return whether it succeeded
   */
  public static boolean isRead(ThrowingCallable parser, Class<?>... refusals) {
    Cost first = Cost.now();
    boolean read = succeeds(parser, List.of(refusals));
    if (!first.isKept()) {
      // Loading and instrumenting classes costs far more than any input: the second time counts.
      Cost second = Cost.now();
      read = succeeds(parser, List.of(refusals));
      second.assertKept();
    }
    return read;
  }

  /** What this thread had used when something began. */
  private record Cost(long allocated, long nanos) {

    static Cost now() {
      return new Cost(
          Allocations.ofThisThread(),
          ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    boolean isKept() {
      Cost end = now();
      return end.allocated - allocated < MAX_ALLOCATED && end.nanos - nanos < MAX_NANOS;
    }

    void assertKept() {
      Cost end = now();
      assertThat(end.allocated - allocated).as("bytes").isLessThan(MAX_ALLOCATED);
      assertThat(end.nanos - nanos).as("nanoseconds").isLessThan(MAX_NANOS);
    }
  }

  private static boolean succeeds(ThrowingCallable parser, List<Class<?>> refusals) {
    try {
      parser.call();
      return true;
    } catch (Throwable e) {
      if (!refusals.contains(e.getClass())) {
        throw new AssertionError("expected one of " + refusals + ", received " + e, e);
      }
      String message = String.valueOf(e.getMessage());
      assertThat(message).contains(": expected ", ", received ");
      assertThat(message.replace(System.lineSeparator(), "")).doesNotContainPattern("\\p{Cc}");
      return false;
    }
  }

  /**
   * Compares the seeds of a target with those that the code makes now, or writes them with {@code
   * -Dgolden.update=true}.
   *
   * @param seeds contents by file name
   */
  public static void checkSeeds(Class<?> test, String target, Map<String, byte[]> seeds)
      throws IOException {
    Path folder =
        RESOURCES
            .resolve(test.getPackageName().replace('.', '/'))
            .resolve(test.getSimpleName() + "Inputs")
            .resolve(target);
    for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
      Golden.checkBytes(folder.resolve(seed.getKey()), seed.getValue());
    }
  }
}
