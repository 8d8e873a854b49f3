package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.exec.StageTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All layers and the head on each batch, on partitions and in one process; local steps. */
class InterleavedOnSparkTest {

  private static final String NETWORK =
      """
      "network": {"type": "forward-forward", "dropout": %s,
        "layers": [{"units": 40, "peerNormalization": {}}, {"units": 30}],
        "head": {"layers": [1, 2]}},
      "negatives": {"type": "%s"},
      "training": {"type": "interleaved", "epochs": 2, "batchSize": %s%s}
      """;

  private static final String AVERAGING = ", \"averaging\": {\"every\": 1}";
  private static final String CONSTANT = ", \"schedule\": {\"type\": \"constant\"}";

  private static final String LAYERWISE =
      """
      "network": {"type": "forward-forward", "layers": [{"units": 40}, {"units": 30}]},
      "training": {"type": "layerwise", "epochs": 1, "layerEpochs": 20, "batchSize": %s,
        "optimizer": {"type": "adam", "learningRate": 0.03}},
      "cluster": {"localSteps": %d}
      """;

  @TempDir private static Path folder;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() throws IOException {
    context = TestClusters.open("local[2]", folder);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  private static BandsRun run(String sections) throws IOException {
    return new BandsRun(folder, sections);
  }

  /** A batch is cut: what its shares add up to is what it adds up to as a whole. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void train_fullBatch_endsAsInOneProcess(int partitions) throws IOException {
    BandsRun run = run(NETWORK.formatted("0", "wrong-label", "\"full\"", AVERAGING));

    Results.assertAlike(run.on(context, partitions), run.here());
  }

  /** What chance decides for a batch of one share is what it decides in one process. */
  @Test
  void train_miniBatchesOnOnePartition_endsAsInOneProcess() throws IOException {
    BandsRun run = run(NETWORK.formatted("0.1", "hard", "120", AVERAGING));

    Results.assertAlike(run.on(context, 1), run.here());
  }

  @Test
  void train_miniBatchesWithSharesLostOnTheWay_isTheSameBitForBit() throws IOException {
    BandsRun run = run(NETWORK.formatted("0.1", "hard", "60", AVERAGING));

    BandsRun.Result undisturbed = run.on(context, 3);
    BandsRun.Result disturbed =
        run.on(
            context,
            3,
            (step, name) -> {
              if (step % 7 == 0) {
                Shards.release(name);
              }
            });

    Results.assertSame(disturbed, undisturbed);
    Results.assertNear(undisturbed, run.here());
  }

  /** The mean of one share is that share. */
  @Test
  void train_localStepsOfOneShare_areStepsInOneProcess() throws IOException {
    String batches = NETWORK.formatted("0", "wrong-label", "60", CONSTANT);
    BandsRun.Result found = run(batches + ", \"cluster\": {\"localSteps\": 6}").on(context, 1);
    BandsRun.Result expected = run(batches).here();

    Results.assertAlikeAtTheEnd(found, expected);
  }

  @Test
  void train_localStepsOfSeveralShares_areAveraged() throws IOException {
    String batches = NETWORK.formatted("0.1", "hard", "60", CONSTANT);
    BandsRun run = run(batches + ", \"cluster\": {\"localSteps\": 2}");

    BandsRun.Result found = run.on(context, 2);

    Results.assertSame(run.on(context, 2), found);
    Results.assertNear(found, run(batches).here());
  }

  @Test
  void train_layerwiseLocalSteps_areThoseOfOneProcessForOneShare() throws IOException {
    BandsRun local = run(LAYERWISE.formatted("\"full\"", 5));

    BandsRun.Result expected = run(LAYERWISE.formatted("\"full\"", 1)).here();
    Results.assertAlikeAtTheEnd(local.on(context, 1), expected);
    Results.assertNear(local.on(context, 2), expected);
  }

  @Test
  void train_layerwiseMiniBatches_onOnePartitionEndsAsInOneProcess() throws IOException {
    BandsRun run = run(LAYERWISE.formatted("100", 1));

    BandsRun.Result expected = run.here();
    Results.assertAlike(run.on(context, 1), expected);
    Results.assertNear(run.on(context, 2), expected);
  }

  @Test
  void epochs_tellWhereTheTimeWent() throws IOException {
    BandsRun.Result found = run(LAYERWISE.formatted("\"full\"", 4)).on(context, 2);

    StageTimes spent = Objects.requireNonNull(found.epochs().get(0).stages());
    assertThat(List.of(spent.compute(), spent.reduce(), spent.broadcast(), spent.optimizer()))
        .allSatisfy(seconds -> assertThat(seconds).isPositive());
    assertThat(spent.compute() + spent.reduce() + spent.broadcast() + spent.optimizer())
        .isLessThanOrEqualTo(found.epochs().get(0).seconds());
  }
}
