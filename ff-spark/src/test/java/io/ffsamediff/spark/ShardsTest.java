package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two attempts of a task in one executor. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ShardsTest {

  private static final String RUN = "shards-test";

  @TempDir private Path folder;
  private ShardSpec spec;

  @BeforeEach
  void share() throws IOException {
    spec = new BandsRun(folder, 1, 1).share(RUN);
  }

  @AfterEach
  void release() {
    Shards.release(RUN);
  }

  /** What a second attempt is given that waits while {@code first} is at work on the share. */
  private Shard second(Function<Shard, ?> first) throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    AtomicReference<Thread> waiting = new AtomicReference<>();
    CompletableFuture<Void> one =
        CompletableFuture.runAsync(
            () ->
                Shards.with(
                    spec,
                    shard -> {
                      inside.countDown();
                      while (waiting.get() == null
                          || waiting.get().getState() != Thread.State.BLOCKED) {
                        Thread.onSpinWait();
                      }
                      return first.apply(shard);
                    }));
    inside.await();
    CompletableFuture<Shard> two = new CompletableFuture<>();
    Thread thread = new Thread(() -> two.complete(Shards.with(spec, shard -> shard)));
    waiting.set(thread);
    thread.start();
    one.join();
    return two.join();
  }

  @Test
  void with_anotherIsAtWork_waitsForIt() throws InterruptedException {
    AtomicReference<Shard> first = new AtomicReference<>();

    Shard second =
        second(
            shard -> {
              first.set(shard);
              return shard;
            });

    assertThat(second).isSameAs(first.get());
  }

  /** One that was given back has no memory any more. */
  @Test
  void with_givenBackMeanwhile_makesItAnew() throws InterruptedException {
    AtomicReference<Shard> first = new AtomicReference<>();

    Shard second =
        second(
            shard -> {
              first.set(shard);
              Shards.release(RUN);
              return shard;
            });

    assertThat(second).isNotSameAs(first.get());
    assertThat(second.examples()).isEqualTo(BandsRun.EXAMPLES);
  }
}
