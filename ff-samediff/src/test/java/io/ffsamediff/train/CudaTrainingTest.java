package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.cuda.HostGpu;
import io.ffsamediff.exec.CudaOnHost;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.kernel.HostLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs by the executors for CUDA, on a stand-in for the device. */
class CudaTrainingTest {

  @BeforeAll
  static void needsCompiler() {
    assumeTrue(HostLibrary.isAvailable(), "no C compiler (cc) on this machine");
  }

  static Stream<RunConfig> configs() {
    return Stream.of(
        Runs.config(),
        Runs.miniBatches(),
        Runs.interleaved("negatives.type=wrong-label"),
        Runs.interleaved(
            "negatives.judge=goodness",
            "network.dropout=0.2",
            "training.averaging={\"decay\": 0.9}"),
        Runs.unlabelled());
  }

  @ParameterizedTest
  @MethodSource("configs")
  void run_toTheEnd_isTheCpus(RunConfig config) {
    try (Runs.Session cpu = new Runs.Session(config, NetworkExecutors::onHost);
        Runs.Session cuda = new Runs.Session(config, CudaOnHost::executors)) {
      cpu.run();
      cuda.run();

      assertThat(cuda.steps).hasSameSizeAs(cpu.steps);
      for (int i = 0; i < cpu.steps.size(); i++) {
        double expected = cpu.steps.get(i).loss();
        assertThat(cuda.steps.get(i).loss())
            .as("step %d", i)
            .isCloseTo(expected, within(1e-3 * (1 + expected)));
      }
      assertAlike(cuda.network.values(), cpu.network.values());
      assertAlike(cuda.judged.values(), cpu.judged.values());
    }
  }

  /** Weights, averages and activations stay where they are, whatever takes part in a batch. */
  @ParameterizedTest
  @ValueSource(strings = {"head", "goodness"})
  void batch_ofAnInterleavedRun_bringsBackNumbersOnly(String judge) {
    RunConfig config =
        Runs.interleaved(
            "negatives.judge=" + judge,
            "network.dropout=0.2",
            "training.averaging={\"decay\": 0.9}",
            "training.epochs=1");
    HostGpu gpu = new HostGpu(1L << 30);
    List<String> broughtBack = new ArrayList<>();
    try (Runs.Session session =
        new Runs.Session(config, device -> CudaOnHost.executors(device, gpu))) {
      session.run(
          () -> {
            gpu.calls().stream()
                .filter(call -> call.startsWith("download"))
                .forEach(broughtBack::add);
            gpu.calls().clear();
            return false;
          });
      assertThat(session.steps).hasSizeGreaterThan(4);
    }

    assertThat(broughtBack).isNotEmpty();
    // The last time is the end of the epoch, which looks at everything.
    List<String> ofBatches = broughtBack.stream().filter(call -> !isOfParameters(call)).toList();
    assertThat(ofBatches).allMatch(call -> call.matches("download (numbers seen|goodness) .*"));
    assertThat(broughtBack.stream().filter(CudaTrainingTest::isOfParameters).distinct().count())
        .isEqualTo(broughtBack.stream().filter(CudaTrainingTest::isOfParameters).count());
    assertThat(gpu.open()).isEmpty();
  }

  private static boolean isOfParameters(String call) {
    return call.matches("download (parameters of|moving average|state) .*");
  }

  /** A state is taken in the middle of an epoch, and a fresh session goes on from it. */
  @Test
  void restore_inTheMiddle_goesOnBitForBit() {
    RunConfig config = Runs.config();
    try (Runs.Session whole = new Runs.Session(config, CudaOnHost::executors);
        Runs.Session first = new Runs.Session(config, CudaOnHost::executors);
        Runs.Session second = new Runs.Session(config, CudaOnHost::executors)) {
      whole.run();
      TrainingResult stopped = first.run(() -> first.steps.size() == 8);
      second.controller.restore(stopped.state());
      TrainingResult end = second.run();

      assertThat(stopped.finished()).isFalse();
      Runs.assertSame(end.state(), whole.controller.state());
    }
  }

  private static void assertAlike(List<float[]> found, List<float[]> expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i)).containsExactly(expected.get(i), within(5e-3f));
    }
  }
}
