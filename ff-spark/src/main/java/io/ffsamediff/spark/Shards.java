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

  /** Does something with a share; nobody else does at that time. */
  static <R> R with(ShardSpec spec, Function<Shard, R> work) {
    Shard shard = HERE.computeIfAbsent(spec.key(), key -> new Shard(spec));
    synchronized (shard) {
      return work.apply(shard);
    }
  }

  /** Gives back the memory of all shares of a run. */
  static void release(String run) {
    releaseThose(run + "/");
  }

  /** Gives back the memory of all shares. */
  static void releaseAll() {
    releaseThose("");
  }

  private static void releaseThose(String prefix) {
    HERE.forEach(
        (key, shard) -> {
          if (key.startsWith(prefix) && HERE.remove(key, shard)) {
            synchronized (shard) {
              shard.close();
            }
          }
        });
  }
}
