package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.Golden;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each recipe in {@code configs/}, with few units, on a tiny data set, in float32. */
class RecipesTest {

  private static final int[] UNITS = {14, 12, 10, 9};

  static List<String> recipes() throws IOException {
    try (Stream<Path> files = Files.list(Golden.ROOT.resolve("configs"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("schema.json"))
          .map(name -> name.replace(".json", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void recipe_inSmall_followsItsGoldenCurve(String name) {
    try (Runs.Session session = new Runs.Session(small(name))) {
      session.run();

      List<Double> losses = session.steps.stream().map(StepEvent::loss).toList();
      assertThat(losses).hasSizeGreaterThan(5);
      Golden.assertCurve("losses/recipes/" + name + "_cpu.txt", losses, 1e-4);
    }
  }

  private static RunConfig small(String name) {
    Path file = Golden.ROOT.resolve("configs/" + name + ".json");
    int layers = ConfigReader.read(file, List.of()).network().layers().size();
    List<String> overrides =
        new ArrayList<>(
            List.of(
                "data.name=bands",
                "training.epochs=3",
                "device.threads=2",
                "device.matmulPrecision=f32"));
    for (int layer = 0; layer < layers; layer++) {
      overrides.add("network.layers." + layer + ".units=" + UNITS[layer]);
    }
    RunConfig config = ConfigReader.read(file, overrides);
    boolean full = config.training().batchSize().of(50) == 50 && name.contains("keras");
    overrides.add(full ? "training.layerEpochs=3" : "training.batchSize=20");
    return ConfigReader.read(file, overrides);
  }
}
