package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.cuda.HostGpu;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dropout;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.kernel.Dialect;
import io.ffsamediff.kernel.HostLibrary;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dropout on a device against that on the host, whose chance it must have. */
class CudaDropoutTest {

  private static final int EXAMPLES = 37;
  private static final long[] SEEDS = {0, 7, -1, 0x8000_0000_0000_0001L, 0x1234_5678_9abc_def0L};

  private final Dataset data = TinyDatasets.bands(Dataset.Split.TRAIN, EXAMPLES, 3);

  @BeforeAll
  static void needsCompiler() {
    assumeTrue(HostLibrary.isAvailable(), "no C compiler (cc) on this machine");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 0.9})
  void apply_anyRate_dropsWhatTheHostDrops(double rate) {
    try (Batches<PairRows> batches = batches()) {
      for (int width : new int[] {1, 37, 300}) {
        assertSame(batches.batch(0), width, rate);
      }
    }
  }

  /** Rows with the neutral label are positives only, in the host's order. */
  @Test
  void apply_neutralRows_dropsWhatTheHostDrops() {
    try (Batches<PairRows> batches = batches()) {
      assertSame(batches.batch(0).neutral(), 40, 0.2);
    }
  }

  private Batches<PairRows> batches() {
    return Batches.of(
        data, TinyDatasets.overlay(InputNormalization.RMS), Optional.empty(), EXAMPLES, 10);
  }

  private static void assertSame(RowBlocks below, int width, double rate) {
    Dropout dropout = new Dropout(rate);
    try (HiddenRows expected = new HiddenRows(below, width);
        HiddenRows found = new HiddenRows(below, width);
        CudaSession session = new CudaSession(new HostGpu(1L << 24), Dialect.HOST, Precision.F32);
        CudaDropout there = new CudaDropout(session, dropout)) {
      for (long seed : SEEDS) {
        expected.all().assign(1.5);
        expected.received();
        found.all().assign(1.5);
        found.received();

        dropout.apply(expected, seed);
        there.apply(found, seed);

        assertThat(found.all().ravel().toFloatVector())
            .as("seed %d, %d units", seed, width)
            .isEqualTo(expected.all().ravel().toFloatVector());
      }
    }
  }
}
