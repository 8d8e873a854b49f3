package io.ffsamediff.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ffsamediff.Fuzz;
import io.ffsamediff.graph.ParameterFile.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a layer or of a head of any bytes. */
class ParameterFileFuzzTest {

  private static final LayerSpec LAYER = Layers.mean(4, 3);
  private static final HeadSpec HEAD = new HeadSpec(List.of(1, 2), List.of(3, 2), 3);
  private static final List<Parameter> LAYER_PARAMETERS =
      List.of(new Parameter("kernel", List.of(4L, 3L)), new Parameter("bias", List.of(3L)));
  private static final List<Parameter> HEAD_PARAMETERS =
      List.of(
          new Parameter("kernel0", List.of(3L, 3L)),
          new Parameter("kernel1", List.of(2L, 3L)),
          new Parameter("bias", List.of(3L)));

  @TempDir static Path folder;

  @FuzzTest
  void parameters_anyBytes_areReadOrRefused(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("parameters.fb"), bytes);
    isRead(file, LAYER_PARAMETERS, 15);
    isRead(file, HEAD_PARAMETERS, 18);
  }

  @Test
  void seeds_ofTheTarget_areReadAndUpToDate() throws IOException {
    Path layer = folder.resolve("layer.fb");
    try (LayerParameters parameters = new LayerParameters(LAYER)) {
      parameters.set(values(15));
      LayerGraph.save(parameters, layer);
    }
    Path head = folder.resolve("head.fb");
    try (HeadParameters parameters = new HeadParameters(HEAD)) {
      parameters.set(values(18));
      SoftmaxHead.save(parameters, head);
    }
    Path small = Files.write(folder.resolve("small.fb"), small());
    assertThat(isRead(layer, LAYER_PARAMETERS, 15)).isTrue();
    assertThat(isRead(head, HEAD_PARAMETERS, 18)).isTrue();
    assertThat(isRead(small, LAYER_PARAMETERS, 15)).isTrue();
    Map<String, byte[]> seeds = new TreeMap<>();
    for (Path file : List.of(layer, head, small)) {
      seeds.put(file.getFileName().toString(), Files.readAllBytes(file));
    }
    Fuzz.checkSeeds(getClass(), "parameters_anyBytes_areReadOrRefused", seeds);
  }

  /** Nothing but the parameters, so that mutations hit what is read. */
  private static byte[] small() {
    return new FlatFiles()
        .variable("kernel", new long[] {2, 4, 3, 1, 4, 8192, 1, 'f'}, values(12))
        .variable("bias", FlatFiles.THREE, values(3))
        .bytes();
  }

  private static boolean isRead(Path file, List<Parameter> wanted, int values) {
    return Fuzz.isRead(
        () -> assertThat(ParameterFile.read(file, wanted)).hasSize(values),
        ParameterFileException.class);
  }

  private static float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i * 0.37f;
    }
    return values;
  }
}
