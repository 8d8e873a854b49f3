package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.TinyDatasets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

class TrainingPassTest {

  private final Dataset data = TinyDatasets.bands(Split.TRAIN, 10, 1);

  @ParameterizedTest
  @CsvSource({"\"full\", 1, compiled", "4, 3, compiled", "4, 3, samediff"})
  void run_allLayers_stepsEachOnEveryBatchInTurn(String batch, int batches, String executor) {
    RunConfig config =
        ConfigVariant.of(
            BenchFixture.config(), "training.batchSize=" + batch, "device.executor=" + executor);
    List<Integer> steps = new ArrayList<>();
    try (TrainingPass pass = new TrainingPass(config, data)) {
      pass.run(recorder(steps));

      assertThat(pass.batches()).isEqualTo(batches);
      assertThat(pass.layers()).isEqualTo(2);
      assertThat(pass.shape(1))
          .isEqualTo(new LayerShape(2, 10, batches == 1 ? 10 : 4, pass.blockRows(), 8, 6));
    }
    assertThat(steps).hasSize(2 * batches);
    assertThat(steps.subList(0, 2)).containsExactly(0, 1);
  }

  @Test
  void run_firstLayerOnly_leavesTheOthersOut() {
    List<Integer> steps = new ArrayList<>();
    try (TrainingPass pass = new TrainingPass(BenchFixture.config(), data, 1)) {
      pass.run(recorder(steps));
    }
    assertThat(steps).containsOnly(0).isNotEmpty();
  }

  private static StepObserver recorder(List<Integer> steps) {
    return new StepObserver() {
      @Override
      public void before() {}

      @Override
      public void after(int layer) {
        steps.add(layer);
      }
    };
  }

  @Test
  void garbage_arraysAndHeap_areCounted() {
    StepGarbage garbage = new StepGarbage(2);
    Object[] kept = new Object[2];
    for (int i = 0; i < 5; i++) {
      garbage.before();
      garbage.after(0);
      garbage.before();
      kept[0] = new byte[1_000_000];
      kept[1] = Nd4j.create(3, 4);
      garbage.after(1);
    }

    assertThat(kept).doesNotContainNull();
    assertThat(garbage.heapBytes(0)).isLessThan(10_000);
    assertThat(garbage.nativeObjects(0)).isZero();
    assertThat(garbage.heapBytes(1)).isBetween(1_000_000L, 1_100_000L);
    assertThat(garbage.nativeObjects(1)).isPositive();
  }
}
