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

  /** Two epochs of few steps. */
  private static BandsRun run;

  /** One epoch of many. */
  private static BandsRun longRun;

  @BeforeAll
  static void start() throws IOException {
    context = TestClusters.open("local[2]", folder);
    run = new BandsRun(folder, 2, 6);
    longRun = new BandsRun(folder, 1, 50);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void train_fiftyInnerEpochs_endsAsInOneProcess(int partitions) {
    Results.assertAlike(longRun.on(context, partitions), longRun.here());
  }

  /** So many that groups of them are added up before they come back. */
  @Test
  void train_onManyPartitions_endsAsInOneProcess() {
    Results.assertAlike(run.on(context, SumsTree.DIRECT + 3), run.here());
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
            (step, name) -> {
              if (step % 5 == 0) {
                Shards.release(name);
              }
            });

    Results.assertSame(disturbed, undisturbed);
  }
}
