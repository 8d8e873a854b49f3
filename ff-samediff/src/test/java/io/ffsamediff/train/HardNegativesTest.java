package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.EvaluationConfig.LayerSelection;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.PairBlocks;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.Permutations;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.eval.Evaluator;
import io.ffsamediff.eval.GoodnessPredictor;
import io.ffsamediff.exec.NetworkExecutors;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class HardNegativesTest {

  @ParameterizedTest
  @CsvSource({"overlay, 20, 1", "append, 20, 2", "overlay, 50, 3", "append, 7, 2"})
  void goodnessJudge_anyBatch_weighsAsTheReference(String labels, int batchSize, int threads) {
    try (Fixture fixture = new Fixture(labels, batchSize, threads)) {
      GoodnessJudge judge = fixture.judge(new LayerSelection.All());
      GoodnessJudge upper = fixture.judge(new LayerSelection.Of(List.of(2, 3)));
      ReferenceInterleaved reference =
          new ReferenceInterleaved(fixture.network, fixture.data, fixture.encoder);
      for (int batch = 0; batch < fixture.batches.count(); batch++) {
        PairRows rows = fixture.batches.batch(batch);
        // As a step leaves them: with a label shown.
        rows.inputs(1);
        FloatBuffer all_PC = judge.weights(rows);
        FloatBuffer upper_PC = upper.weights(rows);
        for (int pair = 0; pair < rows.examples(); pair++) {
          for (int label = 0; label < TinyDatasets.CLASSES; label++) {
            double[] goodness =
                reference.goodness(fixture.order_N[batch * batchSize + pair], label);
            int at = pair * TinyDatasets.CLASSES + label;
            assertThat((double) all_PC.get(at))
                .isCloseTo(Math.sqrt(goodness[0] + goodness[1] + goodness[2]), within(1e-4));
            assertThat((double) upper_PC.get(at))
                .isCloseTo(Math.sqrt(goodness[1] + goodness[2]), within(1e-4));
          }
        }
      }
    }
  }

  @Test
  void draw_manySteps_neverTheTrueLabelAndEveryOther() {
    try (Fixture fixture = new Fixture("overlay", 50, 2)) {
      HardNegatives negatives =
          new HardNegatives(new RandomStreams(5), fixture.judge(new LayerSelection.All()));
      PairRows rows = fixture.batches.batch(0);
      Set<List<Integer>> drawn = new HashSet<>();
      for (int step = 0; step < 30; step++) {
        negatives.draw(rows, step);
        List<Integer> labels = negativesOf(rows);
        for (int pair = 0; pair < rows.examples(); pair++) {
          assertThat(labels.get(pair)).isNotEqualTo(rows.label(pair));
          drawn.add(List.of(rows.label(pair), labels.get(pair)));
        }
      }
      assertThat(drawn).hasSize(TinyDatasets.CLASSES * (TinyDatasets.CLASSES - 1));
    }
  }

  @Test
  void draw_sameStep_sameLabels() {
    try (Fixture fixture = new Fixture("overlay", 50, 2)) {
      LabelJudge judge = fixture.judge(new LayerSelection.All());
      PairRows rows = fixture.batches.batch(0);

      new HardNegatives(new RandomStreams(5), judge).draw(rows, 3);
      List<Integer> first = negativesOf(rows);
      new HardNegatives(new RandomStreams(5), judge).draw(rows, 4);
      List<Integer> other = negativesOf(rows);
      new HardNegatives(new RandomStreams(5), judge).draw(rows, 3);

      assertThat(negativesOf(rows)).isEqualTo(first).isNotEqualTo(other);
    }
  }

  @Test
  void run_judgedByGoodnessWithoutHead_learns() {
    RunConfig config =
        Runs.interleaved("negatives.judge=goodness", "network.head=null", "training.epochs=60");
    Dataset test = TinyDatasets.bands(Split.TEST, 300, 77);
    RowEncoder encoder = RowEncoder.of(config, test);
    try (Runs.Session session = new Runs.Session(config);
        GoodnessPredictor predictor =
            new GoodnessPredictor(session.network, encoder, config.evaluation().layers())) {
      double before = Evaluator.evaluate(predictor, test).accuracy();
      session.run();

      assertThat(before).isLessThan(0.7);
      assertThat(Evaluator.evaluate(predictor, test).accuracy()).isGreaterThan(0.95);
    }
  }

  private static List<Integer> negativesOf(PairRows rows) {
    PairBlocks pairs = rows.pairs().orElseThrow();
    List<Integer> labels = new ArrayList<>();
    for (int block = 0; block < pairs.blocks(); block++) {
      INDArray labels_BC = pairs.negativeLabels(block);
      for (int pair = 0; pair < labels_BC.rows(); pair++) {
        labels.add(labels_BC.getRow(pair).argMax().getInt(0));
      }
    }
    return labels;
  }

  /** A fresh network of the paper's form and batches of {@link Runs#data}. */
  private static final class Fixture implements AutoCloseable {
    private final Dataset data = Runs.data();
    private final RowEncoder encoder;
    private final FFNetwork network;
    private final NetworkExecutors executors;
    private final Batches<PairRows> batches;
    private final int batchSize;
    private final int[] order_N;

    Fixture(String labels, int batchSize, int threads) {
      RunConfig config = Runs.interleaved("labels.type=" + labels, "device.threads=" + threads);
      this.batchSize = batchSize;
      this.encoder = RowEncoder.of(config, data);
      this.network =
          FFNetwork.initialise(config.network(), encoder, new RandomStreams(config.seed()));
      this.executors = new NetworkExecutors(config.device());
      this.batches = Batches.of(data, encoder, Optional.empty(), batchSize, 8);
      // A full batch keeps the order of the data.
      this.order_N =
          batchSize < data.size()
              ? Permutations.of(data.size(), new SplittableRandom(8))
              : IntStream.range(0, data.size()).toArray();
      batches.startEpoch(order_N, data.labels(), 0);
    }

    GoodnessJudge judge(LayerSelection selection) {
      return new GoodnessJudge(executors.addTrial(network.layers(), encoder, batchSize), selection);
    }

    @Override
    public void close() {
      batches.close();
      executors.close();
      network.close();
    }
  }
}
