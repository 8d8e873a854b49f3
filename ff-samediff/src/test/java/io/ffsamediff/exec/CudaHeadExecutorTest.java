package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.cuda.HostGpu;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.HostFloats;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.HeadSpec;
import io.ffsamediff.kernel.Dialect;
import io.ffsamediff.kernel.HostLibrary;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A head on a device, on a stand-in, against the one where ND4J's arrays are. */
class CudaHeadExecutorTest {

  private static final int EXAMPLES = 21;
  private static final int[] WIDTHS = {30, 7};
  private static final HeadSpec SPEC =
      new HeadSpec(List.of(1, 2), List.of(WIDTHS[0], WIDTHS[1]), TinyDatasets.CLASSES);
  private static final OptimizerConfig SGD = new OptimizerConfig.Sgd(0.5, 0.9, true, 0.01);

  private final Dataset data = TinyDatasets.bands(Dataset.Split.TRAIN, EXAMPLES, 3);
  private final int[] labels_B = data.labels();

  @BeforeAll
  static void needsCompiler() {
    assumeTrue(HostLibrary.isAvailable(), "no C compiler (cc) on this machine");
  }

  /** Positives are all rows, or the first half of each block of them. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void step_severalInputs_followsTheCpu(boolean neutral) {
    check(neutral, false);
  }

  /** Losses of pairs keep rows as on the host: positives do not lie side by side. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void step_rowsAsOnTheHost_followsTheCpu(boolean neutral) {
    check(neutral, true);
  }

  private void check(boolean neutral, boolean hostOrder) {
    HostGpu gpu = new HostGpu(1L << 24);
    try (Batches<PairRows> batches =
            Batches.of(
                data, TinyDatasets.overlay(InputNormalization.RMS), Optional.empty(), EXAMPLES, 8);
        WorkTeam team = WorkTeam.onHost(1);
        CudaSession session = new CudaSession(gpu, Dialect.HOST, Precision.F32);
        HeadParameters expected = new HeadParameters(SPEC);
        HeadParameters found = new HeadParameters(SPEC);
        HeadExecutor cpu = new CompiledHeadExecutor(expected, SGD, team);
        CudaHeadExecutor cuda = new CudaHeadExecutor(session, found, SGD)) {
      if (hostOrder) {
        session.keepHostOrder();
      }
      RowBlocks below = neutral ? batches.batch(0).neutral() : batches.batch(0);
      try (HiddenRows lower = new HiddenRows(below, WIDTHS[0]);
          HiddenRows upper = new HiddenRows(below, WIDTHS[1])) {
        for (int step = 0; step < 5; step++) {
          fill(lower, step);
          fill(upper, step + 100);
          cpu.setRate(1.0 / (step + 1));
          cuda.setRate(1.0 / (step + 1));
          assertStep(
              cuda.step(List.of(lower, upper), labels_B),
              cpu.step(List.of(lower, upper), labels_B));
        }
        cuda.publish();
        assertThat(found.toArray()).containsExactly(expected.toArray(), within(1e-5f));
        assertThat(cuda.updaterState()).containsExactly(cpu.updaterState(), within(1e-5f));
        assertThat(cuda.iteration()).isEqualTo(5);
        assertGoesOnFromASavedState(session, found, cuda, List.of(lower, upper));
      }
    }
    assertThat(gpu.open()).isEmpty();
  }

  private void assertGoesOnFromASavedState(
      CudaSession session, HeadParameters from, HeadExecutor cuda, List<HiddenRows> inputs) {
    try (HeadParameters copy = new HeadParameters(SPEC);
        CudaHeadExecutor resumed = new CudaHeadExecutor(session, copy, SGD)) {
      resumed.step(inputs, labels_B);
      copy.set(from.toArray());
      resumed.restore(cuda.updaterState(), cuda.iteration());
      resumed.setRate(0.2);
      assertThat(resumed.step(inputs, labels_B).loss())
          .isEqualTo(cuda.step(inputs, labels_B).loss());
      resumed.publish();
      cuda.publish();
      assertThat(copy.toArray()).isEqualTo(from.toArray());
      assertThatThrownBy(() -> resumed.restore(new float[3], 1))
          .hasMessageContaining("updater state: expected");
    }
  }

  private static void fill(HiddenRows rows, int seed) {
    Random random = new Random(seed);
    FloatBuffer all = new HostFloats(rows.all()).write();
    for (int i = 0; i < all.capacity(); i++) {
      all.put(i, random.nextFloat());
    }
    rows.received();
  }

  private static void assertStep(HeadExecutor.Step found, HeadExecutor.Step expected) {
    assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-5));
    float[] probabilities = new float[expected.probabilities_BC().limit()];
    expected.probabilities_BC().get(0, probabilities);
    float[] seen = new float[found.probabilities_BC().capacity()];
    found.probabilities_BC().get(0, seen);
    assertThat(seen).containsExactly(probabilities, within(1e-5f));
  }
}
