package io.ffsamediff.spark;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same run on partitions and in one process. */
class SparkWorkplaceTest {

  @TempDir private static Path folder;
  private static JavaSparkContext context;
  private static BandsRun run;

  @BeforeAll
  static void start() throws IOException {
    context = TestClusters.open("local[2]", folder);
    run = new BandsRun(folder);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 19})
  void train_onPartitions_endsAsInOneProcess(int partitions) {
    Results.assertAlike(run.on(context, partitions), run.here());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 19})
  void train_twiceOnTheSamePartitions_isTheSameBitForBit(int partitions) {
    Results.assertSame(run.on(context, partitions), run.on(context, partitions));
  }

  /** All that was in memory is made anew from the files and the layers below. */
  @Test
  void train_sharesLostOnTheWay_endsTheSame() {
    BandsRun.Result undisturbed = run.on(context, 3);

    BandsRun.Result disturbed =
        run.on(
            context,
            3,
            step -> {
              if (step % 20 == 0) {
                Shards.releaseAll();
              }
            });

    Results.assertSame(disturbed, undisturbed);
  }
}
