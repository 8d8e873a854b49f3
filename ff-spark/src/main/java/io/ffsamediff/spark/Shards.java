package io.ffsamediff.spark;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * The shares that this process has in memory. One that is asked for and not here is made anew: it
 * was lost, or its task runs elsewhere than before.
 */
final class Shards {

  private static final ConcurrentMap<String, Shard> HERE = new ConcurrentHashMap<>();

  private Shards() {}

  /**
   * Does something with a share. A second attempt of a task waits for the first, and for whoever
   * gives the share back.
   */
  static <R> R with(ShardSpec spec, Function<Shard, R> work) {
    while (true) {
      Shard shard = HERE.computeIfAbsent(spec.key(), key -> new Shard(spec));
      synchronized (shard) {
        // Given back while this thread waited for it.
        if (HERE.get(spec.key()) == shard) {
          return work.apply(shard);
        }
      }
    }
  }

  /** Gives back the memory of all shares of a run. */
  static void release(String run) {
    HERE.forEach(
        (key, shard) -> {
          if (key.startsWith(run + "/")) {
            synchronized (shard) {
              if (HERE.remove(key, shard)) {
                shard.close();
              }
            }
          }
        });
  }
}
