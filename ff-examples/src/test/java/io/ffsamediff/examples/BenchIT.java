package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.examples.Ff.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./ff bench} of the distribution: its own process has no ND4J, those it starts have. */
class BenchIT {

  private static final String CONFIG =
      Ff.repositoryScript().resolveSibling("configs/layerwise.json").toString();

  @TempDir private Path folder;

  @Test
  void bench_everythingAskedFor_isInTheFiles() throws IOException {
    Outcome outcome =
        new Ff(folder)
            .run(
                "bench",
                CONFIG,
                "--set",
                "data.trainExamples=60",
                "--set",
                "data.testExamples=20",
                "--devices",
                "cpu,cuda",
                "--baseline",
                "samediff-fit",
                "--scaling",
                "--repeats",
                "1",
                "--warm-up",
                "0",
                "--json",
                "result.json",
                "--out",
                "figures");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("sgemm", "samediff-fit", "layer 1, units", "cuda: not available: ");
    assertThat(Files.readString(folder.resolve("result.json")))
        .contains("\"available\" : true", "\"peakResidentBytes\"", "\"productExponent\"")
        .contains("\"OMP_WAIT_POLICY\" : \"passive\"");
    assertThat(figures())
        .hasSize(3)
        .allMatch(n -> n.matches("layerwise_.+_\\d{4}-\\d\\d-\\d\\d\\.\\w+"));
  }

  private List<String> figures() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("figures"))) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  @Test
  void bench_jsonToStdout_isAllThereIsOnIt() {
    Outcome outcome = new Ff(folder).run("bench", CONFIG, "--devices=cuda", "--json=-");

    assertThat(outcome.exitCode()).isEqualTo(7);
    assertThat(outcome.out()).startsWith("{").contains("expected a CUDA device").endsWith("}\n");
  }
}
