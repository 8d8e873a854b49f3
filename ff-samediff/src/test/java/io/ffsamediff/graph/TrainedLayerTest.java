package io.ffsamediff.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers and heads in plain Java. */
class TrainedLayerTest {

  @TempDir private Path folder;

  @Test
  void read_layer_givesKernelRowByRowAndBias() {
    LayerSpec spec = Layers.mean(3, 2);
    Path file = folder.resolve("layer.fb");
    try (LayerParameters parameters = new LayerParameters(spec)) {
      parameters.set(new float[] {1, 2, 3, 4, 5, 6, 7, 8});
      LayerGraph.save(parameters, file);
    }

    TrainedLayer layer = TrainedLayer.read(spec, file);

    assertThat(layer.spec()).isEqualTo(spec);
    assertThat(layer.kernel_IO()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(layer.bias_O()).containsExactly(7, 8);
  }

  @Test
  void read_layerOfOtherShape_isRefused() {
    LayerSpec spec = Layers.mean(3, 2);
    Path file = folder.resolve("layer.fb");
    try (LayerParameters parameters = new LayerParameters(spec)) {
      LayerGraph.save(parameters, file);
    }

    assertThatThrownBy(() -> TrainedLayer.read(Layers.mean(2, 2), file))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining("expected kernel of shape [2, 2], received [3, 2]");
  }

  @Test
  void read_head_givesARowForEachUnitOfAllLayersAndBias() {
    HeadSpec spec = new HeadSpec(List.of(1, 2), List.of(1, 2), 2);
    Path file = folder.resolve("head.fb");
    try (HeadParameters parameters = new HeadParameters(spec)) {
      parameters.set(new float[] {1, 2, 3, 4, 5, 6, 7, 8});
      SoftmaxHead.save(parameters, file);
    }

    TrainedHead head = TrainedHead.read(spec, file);

    assertThat(head.spec()).isEqualTo(spec);
    assertThat(head.kernel_IC()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(head.bias_C()).containsExactly(7, 8);
  }
}
