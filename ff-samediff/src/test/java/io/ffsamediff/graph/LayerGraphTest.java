package io.ffsamediff.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SameDiff;

class LayerGraphTest {

  @TempDir Path folder;

  @Test
  void save_thenLoad_givesTheSameParameters() {
    LayerSpec spec = Layers.mean(4, 3);
    Path file = saved(spec);
    try (LayerParameters loaded = LayerGraph.load(spec, file)) {
      assertThat(loaded.toArray()).isEqualTo(values(spec));
    }
  }

  @Test
  void save_aLayer_storesNoTrainingConfiguration() {
    SameDiff stored = SameDiff.load(saved(Layers.mean(4, 3)).toFile(), true);

    assertThat(stored.getTrainingConfig()).isNull();
    assertThat(stored.inputs()).containsExactly(LayerGraph.INPUT);
    assertThat(stored.hasVariable(LayerGraph.GOODNESS)).isTrue();
  }

  @Test
  void load_layerOfOtherShape_namesBoth() {
    Path file = saved(Layers.mean(4, 3));

    assertThatThrownBy(() -> LayerGraph.load(Layers.mean(5, 3), file))
        .isInstanceOf(ParameterFileException.class)
        .hasMessage(
            file
                + ": expected kernel of shape [5, 3], received [4, 3]. The model is damaged; restore it, or train again.");
  }

  private Path saved(LayerSpec spec) {
    Path file = folder.resolve("layer.fb");
    try (LayerParameters parameters = new LayerParameters(spec)) {
      parameters.set(values(spec));
      LayerGraph.save(parameters, file);
    }
    return file;
  }

  private static float[] values(LayerSpec spec) {
    float[] values = new float[spec.parameters()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.37f;
    }
    return values;
  }
}
