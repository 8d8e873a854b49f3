package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.examples.Ff.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of a GPU host where there is no GPU. */
class GpuCheckIT {

  @TempDir private Path folder;

  @Test
  void gpuCheck_noGpu_endsWithAClearVerdictAndTheFiguresOfTheCpu() throws IOException {
    Path quickstart = Ff.repositoryScript().resolveSibling("configs/quickstart.json");
    Path small = folder.resolve("small.json");
    Files.writeString(
        small,
        Files.readString(quickstart)
            .replace("\"mnist-subset\"", "\"mnist-subset\", \"trainExamples\": 1000"));
    String config = small.toString();

    Outcome outcome = new Ff(folder).run("gpu-check", "--bench", config, "--epoch", config);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(7);
    assertThat(outcome.out()).startsWith("CUDA cannot be used: ").contains("no CUDA backend");
    assertThat(Files.readString(folder.resolve("gpu-check.json")))
        .contains("\"cudaWorks\" : false", "\"sgemmGflops\"", "\"epochSeconds\"", "\"seconds\"")
        .contains("no CUDA backend is installed", "\"targets\" : null", "\"keras\" : null")
        .doesNotContain("\"failed\"");
  }

  /** Both traces on the CPU, where TF32 is float32, so that the training is known to repeat. */
  @Test
  void gpuTrace_twice_isTheSame() {
    Outcome one = new Ff(folder).run("gpu-trace", "--device", "cpu");
    Outcome other =
        new Ff(folder).run("gpu-trace", "--device", "cpu", "--set", "device.matmulPrecision=tf32");

    assertThat(one.exitCode()).as(one.err()).isZero();
    assertThat(one.out())
        .startsWith("{\"losses\":[")
        .contains("\"labels\":[")
        .isEqualTo(other.out());
  }
}
