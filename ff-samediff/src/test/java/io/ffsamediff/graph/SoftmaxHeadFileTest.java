package io.ffsamediff.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SoftmaxHeadFileTest {

  private static final HeadSpec SPEC = new HeadSpec(List.of(2, 3), List.of(3, 1), 2);

  @TempDir Path folder;

  @Test
  void save_thenLoad_givesTheSameParameters() {
    Path file = saved();

    try (HeadParameters loaded = SoftmaxHead.load(SPEC, file)) {
      assertThat(loaded.toArray()).isEqualTo(values());
    }
  }

  /** The kernel's rows must lie with the right inputs, whoever reads the file. */
  @Test
  void save_aHead_storesAGraphThatComputesItsLogits() {
    SameDiff stored = SameDiff.load(saved().toFile(), true);

    INDArray logits =
        stored.outputSingle(
            Map.of(
                SoftmaxHead.input(0), Nd4j.create(new float[][] {{1, 0, 2}}),
                SoftmaxHead.input(1), Nd4j.create(new float[][] {{3}})),
            SoftmaxHead.LOGITS);

    // Kernel rows (0 1) (2 3) (4 5) | (6 7), bias (8 9).
    assertThat(logits.toFloatMatrix()).isEqualTo(new float[][] {{0 + 8 + 18 + 8, 1 + 10 + 21 + 9}});
  }

  @Test
  void save_aHead_storesNoTrainingConfiguration() {
    SameDiff stored = SameDiff.load(saved().toFile(), true);

    assertThat(stored.getTrainingConfig()).isNull();
    assertThat(stored.inputs())
        .containsExactlyInAnyOrder(SoftmaxHead.input(0), SoftmaxHead.input(1));
    assertThat(stored.hasVariable(SoftmaxHead.PROBABILITIES)).isTrue();
  }

  @Test
  void load_headOfOtherShape_namesBoth() {
    HeadSpec other = new HeadSpec(List.of(2, 3), List.of(3, 2), 2);
    Path file = saved();

    assertThatThrownBy(() -> SoftmaxHead.load(other, file))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining("head.fb: expected kernel1 of shape [2, 2], received [1, 2]");
  }

  @Test
  void load_headThatReadsMoreLayers_namesTheMissingKernel() {
    HeadSpec other = new HeadSpec(List.of(2, 3, 4), List.of(3, 1, 5), 2);
    Path file = saved();

    assertThatThrownBy(() -> SoftmaxHead.load(other, file))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining("head.fb: expected kernel2 of shape [5, 2], received none");
  }

  private Path saved() {
    Path file = folder.resolve("head.fb");
    try (HeadParameters parameters = new HeadParameters(SPEC)) {
      parameters.set(values());
      SoftmaxHead.save(parameters, file);
    }
    return file;
  }

  private static float[] values() {
    float[] values = new float[10];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return values;
  }
}
