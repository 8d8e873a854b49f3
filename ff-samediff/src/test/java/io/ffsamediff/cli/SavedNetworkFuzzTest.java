package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ffsamediff.Fuzz;
import io.ffsamediff.data.ImageShape;
import io.ffsamediff.graph.ParameterFileException;
import io.ffsamediff.run.ModelStore;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFormatException;
import io.ffsamediff.run.SavedNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code model.json} of any bytes, beside the files of a layer 4-3 and of a head on it. */
class SavedNetworkFuzzTest {

  /** Seeds of the target of such files. */
  private static final String PARTS =
      "/io/ffsamediff/graph/ParameterFileFuzzTestInputs/parameters_anyBytes_areReadOrRefused/";

  private static final String CONFIG =
      """
      {"name": "tiny", "data": {"name": "tiny"},
       "network": {"type": "forward-forward", "layers": [{"units": 3}]},
       "labels": {"type": "overlay"},
       "training": {"type": "layerwise", "epochs": 4}}
      """;

  @TempDir static Path folder;
  private static Path model = Path.of("none");

  @BeforeAll
  static void create() {
    model = create(folder.resolve("run"));
    SavedNetwork.load(RunDirectory.open(folder.resolve("run"))).close(); // starts ND4J
  }

  private static Path create(Path path) {
    RunDirectory run = RunDirectory.create(path, CONFIG);
    ModelStore.Facts facts =
        new ModelStore.Facts(
            "0.1.0", 4, ImageShape.grey(2, 2), 3, List.of(), null, CONFIG, 1, false);
    new ModelStore(run)
        .save(
            facts,
            new ModelStore.PartWriter() {
              @Override
              public void writeLayer(int layer, Path file) throws IOException {
                copy("layer.fb", file);
              }

              @Override
              public void writeHead(Path file) throws IOException {
                copy("head.fb", file);
              }
            });
    return run.model();
  }

  private static void copy(String part, Path file) throws IOException {
    try (InputStream in = SavedNetworkFuzzTest.class.getResourceAsStream(PARTS + part)) {
      Files.copy(Objects.requireNonNull(in, part), file);
    }
  }

  @FuzzTest
  void model_anyDescription_isReadOrRefused(byte[] bytes) throws IOException {
    isModel(bytes);
  }

  @Test
  void seeds_ofTheTarget_areReadAndUpToDate() throws IOException {
    Path fresh = create(folder.resolve("fresh"));
    byte[] description = Files.readAllBytes(fresh.resolve("model.json"));
    assertThat(isModel(description)).isTrue();
    Fuzz.checkSeeds(
        getClass(), "model_anyDescription_isReadOrRefused", Map.of("model.json", description));
  }

  private static boolean isModel(byte[] bytes) throws IOException {
    Files.write(model.resolve("model.json"), bytes);
    RunDirectory run = RunDirectory.open(model.resolveSibling(""));
    return Fuzz.isRead(
        () -> {
          try (SavedNetwork network = SavedNetwork.load(run)) {
            assertThat(network.predictors().all()).isNotEmpty();
          }
        },
        RunFormatException.class,
        ParameterFileException.class);
  }
}
