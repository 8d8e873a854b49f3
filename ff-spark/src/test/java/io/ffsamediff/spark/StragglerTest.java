package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An executor that stands still for a while, and Spark that does its task a second time. */
@Tag("cluster")
@DisabledOnOs(OS.WINDOWS)
class StragglerTest {

  private static final Map<String, String> SPECULATION =
      Map.of(
          "spark.cores.max", "2",
          "spark.scheduler.minRegisteredResourcesRatio", "1.0",
          "spark.speculation", "true",
          "spark.speculation.quantile", "0.5",
          "spark.speculation.interval", "50ms",
          "spark.speculation.minTaskRuntime", "200ms");

  private static final int STANDSTILL_SECONDS = 3;

  @TempDir private Path folder;

  private static void signal(String name, long process) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process)).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Both attempts run at the same time: the first goes on where it stood. */
  @Test
  void train_executorStandsStillForAWhile_endsTheSame() throws IOException {
    BandsRun run = new BandsRun(folder, 2, 8);
    AtomicInteger secondAttempts = new AtomicInteger();
    try (StandaloneCluster cluster = new StandaloneCluster(2, folder);
        JavaSparkContext context = TestClusters.open(cluster.address(), folder, SPECULATION)) {
      BandsRun.Result undisturbed = run.on(context, 2);
      context
          .sc()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onTaskStart(SparkListenerTaskStart start) {
                  if (start.taskInfo().speculative()) {
                    secondAttempts.incrementAndGet();
                  }
                }
              });

      BandsRun.Result disturbed =
          run.on(
              context,
              2,
              (step, name) -> {
                if (step == 13) {
                  List<Long> executors = TestClusters.executors(context);
                  assertThat(executors).hasSize(2);
                  long stopped = executors.get(0);
                  signal("STOP", stopped);
                  CompletableFuture.delayedExecutor(STANDSTILL_SECONDS, TimeUnit.SECONDS)
                      .execute(() -> signal("CONT", stopped));
                }
              });

      Results.assertSame(disturbed, undisturbed);
      assertThat(secondAttempts).hasPositiveValue();
    }
  }
}
