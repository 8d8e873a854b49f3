package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LayerConfig.Threshold;
import io.ffsamediff.config.LossConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.PeerNormalizationConfig;
import io.ffsamediff.config.RegularizerConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.Layers;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps from the sums of shares against steps on all rows in one place. */
class PartialLayerTest {

  private static final int INPUTS = TinyDatasets.SIDE * TinyDatasets.SIDE;
  private static final int EXAMPLES = 40;
  private static final int[] SHARES = {0, 13, 14, EXAMPLES};
  private static final OptimizerConfig ADAM = new OptimizerConfig.Adam(0.03, 0.9, 0.999, 1e-7);

  private final Dataset data = TinyDatasets.bands(Dataset.Split.TRAIN, EXAMPLES, 3);
  private final RowEncoder encoder = TinyDatasets.overlay(InputNormalization.L2);

  static Stream<LayerSpec> layers() {
    RegularizerConfig penalty = new RegularizerConfig(0.001, 0.002);
    LayerSpec mean = Layers.mean(INPUTS, 30);
    return Stream.of(
        mean,
        Layers.spec(INPUTS, 8, true, GoodnessKind.SUM, new Threshold.Fixed(0.5), penalty, penalty),
        Layers.with(mean, new LossConfig.Symba(4), null),
        Layers.with(mean, new LossConfig.Softplus(2), new PeerNormalizationConfig(0.03, 0.9)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void sums_ofShares_makeTheStepOfAllRows(LayerSpec spec) {
    try (LayerParameters expected = parameters(spec);
        LayerParameters found = parameters(spec);
        CompiledExecutor one = new CompiledExecutor(expected, ADAM, 1, MatmulPrecision.F32);
        SummedLayer summed = new SummedLayer(found, ADAM, 2);
        PartialLayer partial = new PartialLayer(found, MatmulPrecision.F32);
        Batches<PairRows> all = batches(0, EXAMPLES)) {
      for (int step = 0; step < 5; step++) {
        one.setRate(1.0 / (step + 1));
        summed.setRate(1.0 / (step + 1));
        StepStatistics seen = one.step(all.batch(0));
        partial.restoreMeanActivity(summed.meanActivity());
        StepStatistics same = summed.step(sums(partial));

        assertThat(same.loss()).isCloseTo(seen.loss(), within(1e-5));
        assertThat(same.goodnessPositive())
            .isCloseTo(seen.goodnessPositive(), within(1e-4 * (1 + seen.goodnessPositive())));
      }
      assertThat(found.toArray()).containsExactly(expected.toArray(), within(2e-4f));
      assertThat(summed.updaterState()).containsExactly(one.updaterState(), within(1e-4f));
      assertThat(summed.meanActivity()).containsExactly(one.meanActivity(), within(1e-4f));
      assertThat(summed.iteration()).isEqualTo(5);
    }
  }

  private LayerSums sums(PartialLayer partial) {
    LayerSums all = null;
    for (int share = 0; share + 1 < SHARES.length; share++) {
      try (Batches<PairRows> rows = batches(SHARES[share], SHARES[share + 1])) {
        partial.setAllRows(2 * EXAMPLES);
        partial.step(rows.batch(0));
        LayerSums sums = partial.sums();
        all = all == null ? sums : all.plus(sums);
      }
    }
    return Objects.requireNonNull(all);
  }

  @Test
  void handOver_ofAShare_isThatOfItsRows() {
    LayerSpec spec = Layers.mean(INPUTS, 30);
    try (LayerParameters parameters = parameters(spec);
        CompiledExecutor one = new CompiledExecutor(parameters, ADAM, 1, MatmulPrecision.F32);
        PartialLayer partial = new PartialLayer(parameters, MatmulPrecision.F32);
        Batches<PairRows> rows = batches(3, 20);
        HiddenRows expected = new HiddenRows(rows.batch(0), 30);
        HiddenRows found = new HiddenRows(rows.batch(0), 30)) {
      one.handOver(rows.batch(0), expected);
      partial.handOver(rows.batch(0), found);

      assertThat(found.all().ravel().toFloatVector())
          .containsExactly(expected.all().ravel().toFloatVector(), within(1e-6f));
    }
  }

  @Test
  void plus_ofAnotherForm_isRefused() {
    LayerSums three = new LayerSums(new float[3], 2, 0, 0, 0, new float[0]);
    LayerSums four = new LayerSums(new float[4], 2, 0, 0, 0, new float[0]);

    assertThatThrownBy(() -> three.plus(four))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sums: expected 3 values, received 4");
  }

  private Batches<PairRows> batches(int from, int to) {
    Dataset share = data.slice(from, to);
    Batches<PairRows> batches = Batches.of(share, encoder, Optional.empty(), share.size(), 8);
    int[] negatives_N =
        IntStream.of(share.labels()).map(label -> (label + 1) % TinyDatasets.CLASSES).toArray();
    batches.startEpoch(IntStream.range(0, share.size()).toArray(), negatives_N, 0);
    return batches;
  }

  private static LayerParameters parameters(LayerSpec spec) {
    LayerParameters parameters = new LayerParameters(spec);
    Random random = new Random(7);
    float[] values = new float[spec.parameters()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.4f;
    }
    parameters.set(values);
    return parameters;
  }
}
