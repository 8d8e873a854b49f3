package io.ffsamediff.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Standardization;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.run.SavedModel;
import io.ffsamediff.train.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NpzFileTest {

  @TempDir private Path folder;

  @Test
  void npz_networkWithHead_hasAllWeights() throws Exception {
    RunConfig config = Runs.interleaved("network.layers.1.useBias=false");
    ExportRun run = ExportRun.of(folder.resolve("run"), config, Runs.data(), Runs.data());

    Map<String, INDArray> arrays = export(run);

    assertThat(arrays)
        .containsOnlyKeys(
            "layer1/kernel",
            "layer1/bias",
            "layer2/kernel",
            "layer3/kernel",
            "layer3/bias",
            "head/kernel",
            "head/bias");
    assertThat(array(arrays, "layer1/kernel").shape()).containsExactly(36, 12);
    assertThat(array(arrays, "layer1/kernel").dataType()).isEqualTo(DataType.FLOAT);
    assertThat(array(arrays, "head/kernel").shape()).containsExactly(9 + 7, 3);
    SavedModel saved = SavedModel.find(run.run());
    for (int l = 0; l < 3; l++) {
      String name = "layer" + (l + 1);
      try (LayerParameters layer =
          LayerGraph.load(saved.layers().get(l), saved.files().layers().get(l))) {
        assertThat(array(arrays, name + "/kernel")).isEqualTo(layer.kernel());
        layer.bias().ifPresent(bias -> assertThat(array(arrays, name + "/bias")).isEqualTo(bias));
      }
    }
  }

  @Test
  void npz_table_hasWhatItIsStandardisedBy() throws Exception {
    Dataset table =
        Dataset.table(
            "lines",
            Dataset.Split.TRAIN,
            List.of(),
            2,
            new float[] {1, 5, 2, 5, 4, 5},
            new byte[] {0, 1, 0},
            List.of());
    Standardization by = Standardization.of(table);
    Dataset train = by.apply(table);
    RunConfig config = Runs.config("labels.type=append", "labels.strength=1");

    Map<String, INDArray> arrays =
        export(ExportRun.of(folder.resolve("run"), config, train, train));

    assertThat(array(arrays, "standardization/means").toDoubleVector())
        .containsExactly(by.means().get(0), 5);
    assertThat(array(arrays, "standardization/deviations").toDoubleVector())
        .containsExactly(by.deviations().get(0), 0);
    assertThat(arrays).doesNotContainKey("head/kernel");
  }

  @Test
  void npz_twice_isTheSameFile() {
    ExportRun run = ExportRun.of(folder.resolve("run"), Runs.config(), Runs.data(), Runs.data());

    ModelExport.write(run.run(), ExportFormat.NPZ, folder.resolve("one"));
    ExportResult result = ModelExport.write(run.run(), ExportFormat.NPZ, folder.resolve("two"));

    assertThat(result.files())
        .containsExactly(
            new ExportedFile(
                "weights.npz", "layer1/kernel, layer1/bias, layer2/kernel, layer2/bias"));
    assertThat(folder.resolve("one/weights.npz"))
        .hasSameBinaryContentAs(folder.resolve("two/weights.npz"));
  }

  private Map<String, INDArray> export(ExportRun run) throws Exception {
    ModelExport.write(run.run(), ExportFormat.NPZ, folder.resolve("out"));
    return Nd4j.createFromNpzFile(folder.resolve("out/weights.npz").toFile());
  }

  private static INDArray array(Map<String, INDArray> arrays, String name) {
    INDArray array = arrays.get(name);
    assertThat(array).as(name).isNotNull();
    return array;
  }
}
