package io.ffsamediff.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.device.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What reaches NVIDIA's libraries: a process with a driver and a cuBLASLt made for the test ({@code
 * fake-driver.c}, {@code fake-cublaslt.c}), which compute on the host, and the real NVRTC. Shows
 * that functions get their arguments as CUDA's headers say, not that a device does what they ask.
 */
class JavaCppGpuTest {

  @TempDir private static Path folder;
  private static List<String> said = List.of();
  private static List<String> log = List.of();

  @BeforeAll
  static void run() throws IOException {
    if (NvrtcForTests.reason().isPresent()) {
      return;
    }
    make("fake-driver.c", "libcuda.so.1", "");
    make("fake-cublaslt.c", "libcublasLt.so.12", "libcublasLt.so.12 { global: *; };");
    make("fake-cublaslt.c", "libcublas.so.12", "libcublas.so.12 { global: *; };");
    said = process();
    log = Files.readAllLines(folder.resolve("log"));
  }

  @BeforeEach
  void requireRun() {
    NvrtcForTests.assumeAvailable();
  }

  private static void make(String source, String library, String versions) throws IOException {
    Path code = folder.resolve(source);
    Path script = Files.writeString(folder.resolve(library + ".map"), versions);
    if (!Files.exists(code)) {
      try (InputStream in = JavaCppGpuTest.class.getResourceAsStream(source)) {
        Files.copy(Objects.requireNonNull(in, source), code);
      }
    }
    List<String> command =
        new ArrayList<>(
            List.of("/usr/bin/cc", "-shared", "-fPIC", "-O1", "-Wl,-soname," + library));
    if (!versions.isEmpty()) {
      command.add("-Wl,--version-script=" + script);
    }
    Collections.addAll(command, "-o", folder.resolve(library).toString(), code.toString());
    assertThat(run(command, Map.of())).isEmpty();
  }

  private static List<String> process() {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Dorg.bytedeco.javacpp.cachedir=" + NvrtcForTests.unpacked(),
            "-cp",
            System.getProperty("java.class.path"),
            JavaCppGpuProgram.class.getName());
    return run(
        command,
        Map.of(
            "LD_LIBRARY_PATH", folder.toString(),
            "FAKE_CUDA_LOG", folder.resolve("log").toString(),
            "XDG_CACHE_HOME", folder.resolve("cache").toString()));
  }

  private static List<String> run(List<String> command, Map<String, String> environment) {
    ChildProcess.Answer answer =
        new ChildProcess(command, environment, Duration.ofSeconds(60)).run();
    assertThat(answer.failure()).as(answer.output()).isEmpty();
    return answer.output().lines().filter(line -> !line.startsWith("Warning: Versions")).toList();
  }

  private static String said(String topic) {
    return said.stream()
        .filter(line -> line.startsWith(topic + ": "))
        .map(line -> line.substring(topic.length() + 2))
        .findFirst()
        .orElse("nothing");
  }

  @Test
  void facts_areWhatTheDriverTells() {
    assertThat(said("facts"))
        .isEqualTo(
            "GpuFacts[name=Fake GPU, capability=8.9, multiprocessors=42, totalBytes=1048576,"
                + " driverVersion=12.9, cudaVersion=12.9]");
  }

  @Test
  void copies_moveTheRangesThatWereAsked() {
    assertThat(said("copies")).isEqualTo("[0.0, 2.0, 3.0, 4.0, 2.0, 3.0, 0.0, 0.0]");
  }

  @Test
  void launch_passesEachKindOfArgument() {
    assertThat(said("launch")).isEqualTo("[1.0, 1.0, 2.5, 2.5, 2.5, 1.0, 1.0, 1.0]");
    assertThat(log).containsOnlyOnce("allow shared memory");
  }

  @Test
  void replay_doesCapturedWorkEachTime() {
    assertThat(said("captured")).isEqualTo("[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]");
    assertThat(said("replayed")).isEqualTo("[0.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0]");
  }

  @Test
  void multiply_everyTransposition_isThePlainLoop() {
    assertThat(said.stream().filter(line -> line.startsWith("product "))).hasSize(8);
    assertThat(said.stream().filter(line -> line.startsWith("product ")))
        .allMatch(line -> line.endsWith("equal"));
    assertThat(log)
        .contains("f32 product, alignment 16", "f32 product, alignment 4")
        .contains("tf32 product, alignment 16");
  }

  @Test
  void failures_sayWhatFailed() {
    assertThat(said("too much"))
        .startsWith("GpuMemoryException: weights: expected 2,000,000 bytes of free memory");
    assertThat(said("no entry"))
        .isEqualTo(
            "GpuException: CUDA: expected cuModuleGetFunction of other to succeed, received error"
                + " 500 (CUDA_ERROR_FAKE, fake words).");
    assertThat(said("no algorithm"))
        .startsWith(
            "GpuException: product 2 x 13 x 3 (f32): expected cuBLASLt to have an algorithm");
    assertThat(said("no device"))
        .startsWith(
            "GpuException: device: expected a number below that of CUDA devices, 1, received 1");
    assertThat(said("open handles"))
        .isEqualTo(
            "IllegalStateException: device: expected all handles to be closed before it, received"
                + " 1 open: forgotten");
    assertThat(said("after close"))
        .startsWith("IllegalStateException: device: expected an open one");
    assertThat(said("closed capture")).startsWith("IllegalStateException: device: expected all");
  }

  @Test
  void handles_madeAndEnded_areEqualInNumber() {
    assertThat(count("free")).isEqualTo(count("allocate")).isGreaterThan(3);
    assertThat(count("unpin")).isEqualTo(count("pin")).isPositive();
    assertThat(count("unload")).isEqualTo(count("load")).isPositive();
    assertThat(count("release")).isEqualTo(count("retain")).isEqualTo(3);
    assertThat(count("destroy stream")).isEqualTo(3);
    assertThat(count("destroy executable")).isEqualTo(count("instantiate")).isPositive();
    assertThat(count("destroy graph")).isEqualTo(2);
    assertThat(count("destroy cublasLt 0")).isEqualTo(count("create cublasLt 0")).isEqualTo(1);
  }

  @Test
  void load_kernel_isKeptOnDisk() {
    Path kernels = folder.resolve("cache").resolve("ff-samediff").resolve("kernels");
    try (Stream<Path> files = Files.list(kernels)) {
      assertThat(files).hasSize(2).allMatch(file -> file.toString().endsWith(".kernel"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long count(String line) {
    return Collections.frequency(log, line);
  }
}
