package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors in processes of their own. */
@Tag("cluster")
class LocalClusterTest {

  @TempDir private static Path folder;
  private static JavaSparkContext context;
  private static BandsRun run;

  @BeforeAll
  static void start() throws IOException {
    context = TestClusters.open("local-cluster[2,1,1024]", folder);
    run = new BandsRun(folder, 2, 8);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @Test
  void train_onTwoExecutors_endsAsInOneProcess() {
    assertThat(TestClusters.executors(context))
        .hasSize(2)
        .doesNotContain(ProcessHandle.current().pid());

    Results.assertAlike(run.on(context, 2), run.here());
  }

  /** In the middle of the second layer's inner epochs. */
  @Test
  void train_executorKilledOnTheWay_endsTheSame() {
    BandsRun.Result undisturbed = run.on(context, 2);

    BandsRun.Result disturbed =
        run.on(
            context,
            2,
            (step, name) -> {
              if (step == 13) {
                ProcessHandle.of(TestClusters.executors(context).get(0))
                    .orElseThrow()
                    .destroyForcibly();
              }
            });

    Results.assertSame(disturbed, undisturbed);
  }
}
