package io.ffsamediff.cli;

import io.ffsamediff.device.BlasInfo;
import io.ffsamediff.device.BlasRate;
import io.ffsamediff.device.GemmRate;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rate of matrix products in a process of its own: the native libraries read their settings
 * once, when they load.
 */
final class RateProcess {

  /** Seconds where all is well; much more on a slow core without vector units. */
  private static final long LIMIT_SECONDS = 120;

  private RateProcess() {}

  /** Measures in this process and prints a {@link BlasRate}, a line of JSON. */
  public static void main(String[] arguments) {
    PrintStream out = System.out;
    System.setOut(StrayOutput.stream());
    out.println(JsonMapper.shared().writeValueAsString(here()));
  }

  /** Measures in this process; starts ND4J and takes about a second. */
  static BlasRate here() {
    BlasInfo blas = BlasInfo.read();
    return new BlasRate(blas.kernel(), blas.threads(), GemmRate.measure());
  }

  /** Measures in a process started by {@code plan}; none where that fails, which stderr tells. */
  static Optional<BlasRate> start(LaunchPlan plan) {
    try {
      Path answer = Files.createTempFile("ff-rate", ".json");
      try {
        return await(builder(plan).redirectOutput(answer.toFile()).start(), answer);
      } finally {
        Files.deleteIfExists(answer);
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static ProcessBuilder builder(LaunchPlan plan) {
    ProcessBuilder builder =
        new ProcessBuilder(plan.command(RateProcess.class)).redirectError(Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(plan.userEnvironment());
    environment.putAll(plan.environment());
    return builder;
  }

  private static Optional<BlasRate> await(Process process, Path answer)
      throws IOException, InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return Optional.empty();
    }
    // Options of the user's may make the JVM itself print.
    return Files.readString(answer, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("{"))
        .findFirst()
        .map(json -> JsonMapper.shared().readValue(json, BlasRate.class));
  }
}
