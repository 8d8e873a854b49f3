package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.cuda.HostGpu;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.exec.CudaOnHost;
import io.ffsamediff.kernel.HostLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What layers on CUDA are held against, with a stand-in for the device. */
class CudaRoofTest {

  private final Dataset data = TinyDatasets.bands(Split.TRAIN, 10, 1);

  @BeforeAll
  static void needsCompiler() {
    assumeTrue(HostLibrary.isAvailable(), "no C compiler (cc) on this machine");
  }

  private TrainingPass pass(HostGpu gpu, String... changes) {
    RunConfig config = ConfigVariant.of(BenchFixture.config(), changes);
    return new TrainingPass(config, data, 2, device -> CudaOnHost.executors(device, gpu));
  }

  /** Ten examples are two batches of four and one of two. */
  @Test
  void stepped_miniBatches_areCountedBySize() {
    HostGpu gpu = new HostGpu(1L << 30);
    try (TrainingPass training = pass(gpu, "training.layerEpochs=1")) {
      training.run(StepObserver.NONE);
      training.run(StepObserver.NONE);

      for (int layer = 0; layer < 2; layer++) {
        Map<RowBlocks, Integer> stepped = training.stepped(layer);
        assertThat(stepped.values()).containsExactlyInAnyOrder(2, 1);
        stepped.forEach((rows, count) -> assertThat(rows.rows()).isEqualTo(count == 2 ? 8 : 4));
      }
      assertThat(training.onCuda()).hasSize(2);
    }
    assertThat(gpu.open()).isEmpty();
  }

  @Test
  void measurements_onTheDevice_areOfItsProductsAndGivenBack() {
    HostGpu gpu = new HostGpu(1L << 30);
    try (TrainingPass training = pass(gpu);
        CudaRoof roof = CudaRoof.of(training).orElseThrow()) {
      gpu.calls().clear();
      assertThat(roof.productSeconds(0)).isPositive();
      assertThat(roof.productSeconds(1)).isPositive();

      assertThat(gpu.calls())
          .contains("multiply gradient of layer 1", "multiply gradient of layer 2")
          .noneMatch(call -> call.startsWith("launch") || call.startsWith("upload"));
      assertThat(roof.name("Card")).hasToString("cuBLASLt, F32, Card");
      assertThat(roof.blockRows()).as("rows of layer 2").isEqualTo(8);
      assertThat(roof.takenBytes()).isPositive();
    }
    assertThat(gpu.open()).isEmpty();
  }

  /** Several inner epochs: each step that counts has one before it, which brings the batch. */
  @Test
  void run_severalInnerEpochs_timesStepsOnRowsThatAreThere() {
    HostGpu gpu = new HostGpu(1L << 30);
    List<List<String>> steps = new ArrayList<>();
    try (TrainingPass training = pass(gpu, "training.batchSize=\"full\"")) {
      training.run(StepObserver.NONE);
      training.run(
          new StepObserver() {
            @Override
            public void before() {
              gpu.calls().clear();
            }

            @Override
            public void after(int layer) {
              steps.add(List.copyOf(gpu.calls()));
            }
          });
    }
    assertThat(steps).hasSize(2);
    assertThat(steps)
        .allSatisfy(
            calls ->
                assertThat(calls)
                    .contains("replay")
                    .noneMatch(call -> call.matches("upload (POSITIVE|INPUT|input).*")));
  }

  @Test
  void of_layersOnTheHost_isNone() {
    try (TrainingPass training = new TrainingPass(BenchFixture.config(), data)) {
      assertThat(CudaRoof.of(training)).isEmpty();
    }
  }

  /** All of a round but the large product, which takes a stand-in too long. */
  @Test
  void layerResult_ofTheDevice_holdsStepsAgainstItsProducts() {
    HostGpu gpu = new HostGpu(1L << 30);
    try (TrainingPass training = pass(gpu)) {
      StepClock clock = new StepClock(2);
      try (CudaRoof roof = CudaRoof.of(training).orElseThrow()) {
        training.run(clock);
        LayerTimes times =
            new LayerTimes(
                Spread.of(clock.sum(0)),
                Spread.of(clock.sum(0)),
                Spread.of(roof.productSeconds(0)),
                0,
                0,
                null);
        LayerResult result =
            LayerResult.of(training.shape(0), training.batches(), times, BenchFixture.GFLOPS);

        assertThat(result.productRatio())
            .isEqualTo(result.stepSeconds() / result.productSeconds())
            .isPositive();
      }
    }
  }
}
