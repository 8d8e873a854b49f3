package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.examples.Ff.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A distribution with the CUDA 11 backend, its jars without natives, where CUDA does not work. */
@DisabledOnOs(OS.WINDOWS)
class CudaFallbackIT {

  private static final Path ROOT =
      Ff.repositoryScript().toAbsolutePath().resolveSibling("").normalize();
  private static final Path DIST = ROOT.resolve("target/dist");
  private static final Path CUDA_JARS = ROOT.resolve("ff-examples/target/cuda-without-natives");

  private static final String A100 =
      "0, GPU-1, NVIDIA A100-SXM4-40GB, 8.0, 550.54.15, 40960 MiB, Disabled";
  private static final String H100 =
      "0, GPU-1, NVIDIA H100 80GB HBM3, 9.0, 550.54.15, 81559 MiB, Disabled";

  private static final String[] TINY = {
    "train",
    ROOT.resolve("configs/layerwise.json").toString(),
    "--set",
    "data.trainExamples=200",
    "--set",
    "data.testExamples=100",
    "--set",
    "training.epochs=1"
  };

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void makeDistribution() throws IOException {
    home = Files.createDirectories(folder.resolve("home"));
    Files.copy(Ff.repositoryScript(), home.resolve("ff"));
    Path dist = Files.createDirectories(home.resolve("target/dist"));
    Path cuda = Files.createDirectories(dist.resolve("backends/cuda11"));
    for (String name : List.of("lib", "conf", "backends/cpu")) {
      Files.createSymbolicLink(dist.resolve(name), DIST.resolve(name));
    }
    for (Path jars : List.of(DIST.resolve("backends/cpu"), CUDA_JARS)) {
      try (Stream<Path> files = Files.list(jars)) {
        for (Path jar : files.toList()) {
          Files.createSymbolicLink(cuda.resolve(jar.getFileName()), jar);
        }
      }
    }
  }

  @Test
  void train_noDriver_runsOnTheCpuAndSaysWhy() throws IOException {
    Outcome outcome = train(withSmi("exit 9"));

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("ff: device cpu: no CUDA device: nvidia-smi ended with 9");
    assertThat(manifest())
        .contains("\"type\" : \"cpu\"", "no CUDA device: nvidia-smi ended with 9");
  }

  /** The backend should work by its rules, so it is tried; the child finds that it does not. */
  @Test
  void train_backendThatDoesNotStart_runsOnTheCpuAndSaysWhy() throws IOException {
    Outcome outcome = train(withSmi("echo '" + A100 + "'"));

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains("ff: device cpu: cuda11 failed on 0: NVIDIA A100-SXM4-40GB")
        .doesNotContain("\tat ");
    assertThat(manifest()).contains("\"type\" : \"cpu\"", "cuda11 failed on 0: NVIDIA A100");
  }

  @Test
  void train_cardWithoutCode_isNotTriedAndRunsOnTheCpu() throws IOException {
    Outcome outcome = train(withSmi("echo '" + H100 + "'"));

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(manifest()).contains("cuda11 cannot be used on 0: NVIDIA H100 80GB HBM3");
  }

  @Test
  void train_cudaDemanded_isDeviceErrorWithTheReasonAndLeavesNothing() throws IOException {
    Outcome outcome = train(withSmi("echo '" + A100 + "'"), "--device", "cuda");

    assertThat(outcome.exitCode()).isEqualTo(7);
    assertThat(outcome.err())
        .contains("ff: /device/type: expected a CUDA device and a backend for it, received none:")
        .contains("cuda11 failed on 0: NVIDIA A100-SXM4-40GB")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void bench_bothDevices_givesTheAbsentOneARowWithTheReason() throws IOException {
    Outcome outcome =
        new Ff(home.resolve("ff"), folder)
            .run(
                withSmi("exit 9"),
                "bench",
                ROOT.resolve("configs/layerwise.json").toString(),
                "--set",
                "data.trainExamples=200",
                "--devices",
                "cpu,cuda",
                "--repeats",
                "1",
                "--warm-up",
                "0");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("no CUDA device: nvidia-smi ended with 9");
  }

  /** Without a launcher, both backends on one class path: ND4J would try CUDA first. */
  @Test
  void main_bothBackendsOnTheClassPath_runsOnTheCpuWithoutAStackTrace() throws Exception {
    String classPath =
        Stream.of(DIST.resolve("lib"), DIST.resolve("backends/cpu"), CUDA_JARS)
            .map(jars -> jars + "/*")
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow();
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            System.getProperty("java.home") + "/bin/java",
                            "-cp",
                            classPath,
                            "io.ffsamediff.cli.Main"),
                        Stream.concat(Stream.of(TINY), Stream.of("--out", "run")))
                    .toList())
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(withSmi("exit 9"));

    assertThat(builder.start().waitFor()).as(Files.readString(err)).isZero();
    assertThat(Files.readString(err)).doesNotContain("jnicudart", "\tat ");
    assertThat(manifest()).contains("\"type\" : \"cpu\"", "no CUDA device");
  }

  private Outcome train(Map<String, String> environment, String... more) {
    return new Ff(home.resolve("ff"), folder)
        .run(
            environment,
            Stream.of(Stream.of(TINY), Stream.of("--out", "run"), Stream.of(more))
                .flatMap(words -> words)
                .toArray(String[]::new));
  }

  private String manifest() throws IOException {
    return Files.readString(folder.resolve("run/manifest.json"));
  }

  /** A PATH whose {@code nvidia-smi} is this script. */
  private Map<String, String> withSmi(String script) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path smi = Files.writeString(bin.resolve("nvidia-smi"), "#!/bin/sh\n" + script + "\n");
    assertThat(smi.toFile().setExecutable(true)).isTrue();
    return Map.of("PATH", bin + File.pathSeparator + System.getenv("PATH"));
  }
}
