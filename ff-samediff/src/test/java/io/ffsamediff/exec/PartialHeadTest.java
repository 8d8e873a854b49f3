package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.HostFloats;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.HeadSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Steps of a head from the sums of shares against steps on all examples; local steps. */
class PartialHeadTest {

  private static final int EXAMPLES = 21;
  private static final int[] SHARES = {0, 8, 9, EXAMPLES};
  private static final int WIDTH = 12;
  private static final HeadSpec SPEC =
      new HeadSpec(List.of(1), List.of(WIDTH), TinyDatasets.CLASSES);
  private static final OptimizerConfig SGD = new OptimizerConfig.Sgd(0.5, 0.9, true, 0.01);

  private final Dataset data = TinyDatasets.bands(Dataset.Split.TRAIN, EXAMPLES, 3);

  /** Calls {@code work} with what a head reads of the examples {@code from} to {@code to - 1}. */
  private <T> T with(int from, int to, int step, BiFunction<List<HiddenRows>, int[], T> work) {
    Dataset share = data.slice(from, to);
    try (Batches<PairRows> batches =
            Batches.of(
                share,
                TinyDatasets.overlay(InputNormalization.RMS),
                Optional.empty(),
                share.size(),
                2 * EXAMPLES);
        HiddenRows rows = new HiddenRows(batches.batch(0).neutral(), WIDTH)) {
      FloatBuffer all = new HostFloats(rows.all()).write();
      for (int i = 0; i < all.capacity(); i++) {
        all.put(i, new Random(1000L * step + (long) from * WIDTH + i).nextFloat());
      }
      rows.received();
      return work.apply(List.of(rows), share.labels());
    }
  }

  @Test
  void sums_ofShares_makeTheStepOfAllExamples() {
    try (WorkTeam team = WorkTeam.onHost(1);
        HeadParameters expected = new HeadParameters(SPEC);
        HeadParameters found = new HeadParameters(SPEC);
        HeadExecutor one = new CompiledHeadExecutor(expected, SGD, team);
        SummedHead summed = new SummedHead(found, SGD, 1)) {
      PartialExecutors shares = new PartialExecutors(MatmulPrecision.F32);
      try (PartialHead partial = shares.head(found, SGD)) {
        for (int step = 0; step < 5; step++) {
          one.setRate(1.0 / (step + 1));
          summed.setRate(1.0 / (step + 1));
          double loss = with(0, EXAMPLES, step, one::step).loss();
          shares.setAllExamples(EXAMPLES);
          List<LayerSums> parts = new ArrayList<>();
          for (int share = 0; share + 1 < SHARES.length; share++) {
            with(SHARES[share], SHARES[share + 1], step, partial::step);
            parts.addAll(shares.sums());
          }
          double same = summed.step(parts.stream().reduce(LayerSums::plus).orElseThrow());

          assertThat(same).isCloseTo(loss, within(1e-5));
        }
      }
      assertThat(found.toArray()).containsExactly(expected.toArray(), within(1e-5f));
      assertThat(summed.updaterState()).containsExactly(one.updaterState(), within(1e-5f));
      assertThat(summed.iteration()).isEqualTo(5);
    }
  }

  /** Two shares of different weight; the optimiser goes on from the mean of its states. */
  @Test
  void replace_byLocalSteps_isTheirWeightedMean() {
    try (HeadParameters parameters = new HeadParameters(SPEC);
        SummedHead summed = new SummedHead(parameters, SGD, 1)) {
      int count = parameters.toArray().length;
      LayerSums mean = local(count, 1, 2, 10, 0.25).plus(local(count, 5, 6, 30, 0.75));

      double loss = summed.replace(mean, 3);

      assertThat(loss).isCloseTo(0.25 * 1 + 0.75 * 5, within(1e-9));
      assertThat(parameters.toArray()).containsOnly(4f);
      assertThat(summed.updaterState()).containsOnly(5f);
      assertThat(summed.iteration()).isEqualTo(3);
    }
  }

  private static LayerSums local(int count, float value, float state, int examples, double weight) {
    float[] parameters = new float[count];
    float[] updaterState = new float[count];
    Arrays.fill(parameters, value);
    Arrays.fill(updaterState, state);
    LocalSteps steps = new LocalSteps();
    steps.add(value, examples);
    return steps.weighted(parameters, updaterState, new float[0], weight);
  }

  @Test
  void updaterState_ofAPart_isElsewhere() {
    try (HeadParameters parameters = new HeadParameters(SPEC);
        PartialHead partial = new PartialHead(parameters)) {
      assertThatThrownBy(partial::updaterState)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the head's optimiser is elsewhere");
    }
  }
}
