package io.ffsamediff.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * NVRTC without a GPU: compiles kernels in one process that serves all tests of a JVM, since
 * JavaCPP loads the driver's {@code libcuda.so.1} first, of which that process has an empty one.
 *
 * <p>Needs NVRTC on the class path ({@code mvn -Pnvrtc ...}) and {@code cc}.
 */
public final class NvrtcForTests {

  private static final String REDIST = "org/bytedeco/cuda/linux-x86_64/libnvrtc.so.12";
  private static final Path FOLDER = Path.of("target", "nvrtc").toAbsolutePath();
  private static final long LIMIT_SECONDS = 60;

  private static @Nullable NvrtcForTests server;

  private final Process process;
  private final DataOutputStream requests;
  private final DataInputStream answers;

  private NvrtcForTests(Process process) {
    this.process = process;
    this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.answers = new DataInputStream(process.getInputStream());
  }

  /** Skips the calling test, with the reason, where kernels cannot be compiled. */
  public static void assumeAvailable() {
    Optional<String> reason = reason();
    assumeTrue(reason.isEmpty(), reason.orElse(""));
  }

  /** Why kernels cannot be compiled; none where they can. */
  public static Optional<String> reason() {
    if (NvrtcForTests.class.getClassLoader().getResource(REDIST) == null) {
      return Optional.of("NVRTC is not on the class path; run Maven with -Pnvrtc");
    }
    return Files.isExecutable(Path.of("/usr/bin/cc"))
        ? Optional.empty()
        : Optional.of("there is no /usr/bin/cc, which makes an empty libcuda.so.1");
  }

  /**
   * Compiles a kernel, as {@link JavaCppGpu#load} does for a device.
   *
   * @param code CUDA C++
   * @param arch as in {@code sm_90}, or {@code compute_90} for PTX
   * @return the machine code
   * @throws GpuException with the compiler's words if the text has errors
   */
  public static byte[] compile(String code, String arch) {
    return compile(new GpuSource("kernel", code), arch);
  }

  /** The same for a source, whose entry is named in messages. */
  public static synchronized byte[] compile(GpuSource source, String arch) {
    try {
      if (server == null || !server.process.isAlive()) {
        server = start();
      }
      return server.ask(source, arch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The architectures that NVRTC knows, as ten times the generation plus the revision. */
  public static List<Integer> known() {
    String numbers = new String(compile(new GpuSource("known", ""), ""), StandardCharsets.UTF_8);
    return List.of(numbers.split(" ", -1)).stream().map(Integer::valueOf).toList();
  }

  private byte[] ask(GpuSource source, String arch) throws IOException {
    for (String text : List.of(source.entry(), arch, source.code())) {
      NvrtcServer.write(requests, text.getBytes(StandardCharsets.UTF_8));
    }
    requests.flush();
    boolean compiled = answers.readBoolean();
    byte[] answer = NvrtcServer.read(answers);
    if (!compiled) {
      throw new GpuException(new String(answer, StandardCharsets.UTF_8));
    }
    return answer;
  }

  /** A folder with an empty {@code libcuda.so.1}, for {@code LD_LIBRARY_PATH} of a process. */
  static synchronized Path emptyDriver() throws IOException {
    Path library = FOLDER.resolve("libcuda.so.1");
    if (!Files.exists(library)) {
      Files.createDirectories(FOLDER);
      emptyDriver(library);
    }
    return FOLDER;
  }

  /** Where the processes' JavaCPP unpacks its libraries. */
  static Path unpacked() {
    return FOLDER.resolve("javacpp");
  }

  private static NvrtcForTests start() throws IOException {
    Path driver = emptyDriver();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Dorg.bytedeco.javacpp.cachedir=" + unpacked(),
            "-cp",
            System.getProperty("java.class.path"),
            NvrtcServer.class.getName());
    builder.environment().put("LD_LIBRARY_PATH", driver.toString());
    Process process = builder.redirectError(FOLDER.resolve("err.txt").toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new NvrtcForTests(process);
  }

  private static void emptyDriver(Path library) throws IOException {
    Process compiler =
        new ProcessBuilder(
                "/usr/bin/cc",
                "-shared",
                "-Wl,-soname,libcuda.so.1",
                "-o",
                library.toString(),
                "-x",
                "c",
                "/dev/null")
            .redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve("cc.txt").toFile())
            .start();
    try {
      if (!compiler.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
        compiler.destroyForcibly();
        throw new IOException("cc: " + Files.readString(FOLDER.resolve("cc.txt")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
