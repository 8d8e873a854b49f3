package io.ffsamediff.cuda;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.Loader;

/**
 * NVIDIA's libraries, which JavaCPP loads: {@code libcuda} of the driver, and of the CUDA toolkit
 * its runtime, NVRTC and cuBLASLt.
 */
final class CudaLibraries {

  /** As the linker of the system says which library a library needs and does not find. */
  private static final Pattern MISSING =
      Pattern.compile("(lib[\\w.+-]+?\\.so[\\w.]*): cannot open");

  private static final String TOOLKIT =
      "Install %s of the CUDA toolkit that org.bytedeco:cuda was made for, put its folder on LD_LIBRARY_PATH, or start from an image nvidia/cuda:...-runtime";

  /** What to do for a library, by the begin of its name. */
  private static final List<Advice> ADVICE =
      List.of(
          new Advice("libcuda.so", "Install NVIDIA's driver; a container gets it by --gpus all"),
          new Advice("libcublas", TOOLKIT.formatted("cuBLAS (libcublas and libcublasLt)")),
          new Advice(
              "libnvrtc",
              TOOLKIT.formatted("NVRTC (cuda-nvrtc)")
                  + ", or put org.bytedeco:cuda-redist on the class path"),
          new Advice(
              "libcudart",
              TOOLKIT.formatted("the runtime (cuda-cudart)")
                  + ", or put org.bytedeco:cuda-redist on the class path"));

  private CudaLibraries() {}

  private record Advice(String library, String advice) {}

  /**
   * Loads what is not yet loaded.
   *
   * @throws GpuException if something is missing; it says what, and what to install
   */
  static void load() {
    Loaded.FAILURE.ifPresent(
        message -> {
          throw new GpuException(message);
        });
  }

  /** Loaded once: of a second attempt, the JVM says no longer why it fails. */
  private static final class Loaded {

    static final Optional<String> FAILURE = attempt();

    private static Optional<String> attempt() {
      try {
        Loader.load(cudart.class);
        Loader.load(nvrtc.class);
        Loader.load(cublas.class);
        return Optional.empty();
      } catch (LinkageError e) {
        return Optional.of(message(e));
      }
    }
  }

  /** What is missing, of what the JVM and JavaCPP throw when they load. */
  static String message(LinkageError thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String said = String.valueOf(cause.getMessage());
      Matcher missing = MISSING.matcher(said);
      if (missing.find()) {
        return missing(missing.group(1));
      }
      if (said.startsWith("Could not find jni")) {
        return text(
            "the native part of org.bytedeco:cuda for this platform",
            "Put the jar org.bytedeco:cuda with the classifier of the platform, as in linux-x86_64, on the class path");
      }
      if (cause instanceof ClassNotFoundException || said.startsWith("org/bytedeco/cuda/")) {
        return text("org.bytedeco:cuda", "Put its jar on the class path");
      }
    }
    return "CUDA: expected NVIDIA's libraries to load, received '%s'. See that driver and CUDA toolkit are of one generation."
        .formatted(thrown.getMessage());
  }

  private static String missing(String library) {
    return ADVICE.stream()
        .filter(entry -> library.startsWith(entry.library()))
        .findFirst()
        .map(entry -> text(library, entry.advice()))
        .orElseGet(() -> text(library, "Install it, and put its folder on LD_LIBRARY_PATH"));
  }

  private static String text(String what, String advice) {
    return "CUDA: expected %s, received no such library. %s.".formatted(what, advice);
  }
}
