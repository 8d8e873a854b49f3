package io.ffsamediff.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import io.ffsamediff.device.ChildProcess;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaLibrariesTest {

  @ParameterizedTest
  @CsvSource({
    "libcuda.so.1, NVIDIA's driver",
    "libcublas.so.12, cuBLAS",
    "libcublasLt.so.13, cuBLAS",
    "libnvrtc.so.12, NVRTC",
    "libcudart.so.12, the runtime",
    "libother.so.3, its folder on LD_LIBRARY_PATH"
  })
  void message_libraryNotFound_namesItAndWhatToInstall(String library, String advice) {
    LinkageError thrown = new UnsatisfiedLinkError("no jnicudart in java.library.path: /lib");
    thrown.initCause(
        new UnsatisfiedLinkError(
            "/cache/libjnicudart.so: %s: cannot open shared object file: No such file or directory"
                .formatted(library)));

    assertThat(CudaLibraries.message(thrown))
        .startsWith("CUDA: expected %s, received no such library. ".formatted(library))
        .contains(advice);
  }

  @Test
  void message_noNativePart_asksForTheClassifier() {
    LinkageError thrown = new UnsatisfiedLinkError("no jnicudart in java.library.path: /lib");
    thrown.initCause(
        new UnsatisfiedLinkError("Could not find jnicudart in class, module, and library paths."));

    assertThat(CudaLibraries.message(thrown)).contains("classifier of the platform");
  }

  @Test
  void message_another_repeatsIt() {
    assertThat(CudaLibraries.message(new UnsatisfiedLinkError("wrong ELF class")))
        .contains("'wrong ELF class'");
  }

  @Test
  void open_noPresets_saysWhichJar() {
    String all = System.getProperty("java.class.path");
    String without =
        Arrays.stream(all.split(File.pathSeparator, -1))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("cuda-"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(without).isNotEqualTo(all);

    assertThat(open(without, Map.of()))
        .startsWith("GpuException: CUDA: expected org.bytedeco:cuda, received no such library.");
  }

  @Test
  void open_presetsWithoutNativePart_saysWhichJar() {
    String without =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.matches(".*/cuda-.*-(linux|macosx|windows).*"))
            .collect(Collectors.joining(File.pathSeparator));

    assertThat(open(without, Map.of()))
        .startsWith("GpuException: CUDA: expected the native part of org.bytedeco:cuda");
  }

  @Test
  void open_noDriver_saysSo() {
    NvrtcForTests.assumeAvailable();
    assumeMissing("libcuda.so.1");

    assertThat(open(System.getProperty("java.class.path"), Map.of()))
        .startsWith("GpuException: CUDA: expected libcuda.so.1, received no such library.");
  }

  @Test
  void open_noCublas_saysSo() throws Exception {
    NvrtcForTests.assumeAvailable();
    assumeMissing("libcublas.so.12");
    Map<String, String> driver = Map.of("LD_LIBRARY_PATH", NvrtcForTests.emptyDriver().toString());

    assertThat(open(System.getProperty("java.class.path"), driver))
        .startsWith("GpuException: CUDA: expected libcublas.so.12, received no such library.");
  }

  private static void assumeMissing(String library) {
    boolean found;
    try {
      NativeLibrary.getInstance(library).dispose();
      found = true;
    } catch (UnsatisfiedLinkError e) {
      found = false;
    }
    assumeTrue(!found, "this machine has " + library);
  }

  /** What a process says that opens the device twice, the same both times. */
  private static String open(String classPath, Map<String, String> environment) {
    ChildProcess process =
        new ChildProcess(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.cachedir=" + NvrtcForTests.unpacked(),
                "-cp",
                classPath,
                OpenTwice.class.getName()),
            environment,
            Duration.ofSeconds(60));
    ChildProcess.Answer answer = process.run();
    assertThat(answer.failure()).isEmpty();
    List<String> lines =
        answer.output().lines().filter(line -> !line.startsWith("Warning:")).toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).isEqualTo(lines.get(0));
    return lines.get(0);
  }

  static final class OpenTwice {

    private OpenTwice() {}

    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        try (Gpu gpu = JavaCppGpu.open(0)) {
          System.out.println("opened " + gpu.facts());
        } catch (GpuException e) {
          System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
      }
    }
  }
}
