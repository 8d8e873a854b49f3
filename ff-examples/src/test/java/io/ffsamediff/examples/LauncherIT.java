package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.examples.Ff.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the distribution, in processes of their own. */
class LauncherIT {

  private static final Path DIST = Ff.repositoryScript().resolveSibling("target/dist");

  @TempDir private Path folder;
  private int runs;

  @Test
  void help_andVersion_areQuietAndNeedNoBackend() {
    Outcome help = ff().run("--help");
    Outcome version = ff().run("--version");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: ff", "doctor");
    assertThat(help.err()).isEmpty();
    assertThat(version.out())
        .matches(
            "ff \\d+\\.\\d+\\.\\d+\\S*\\Rcommit (unknown|[0-9a-f]{40,64})\\RND4J \\d\\S+ \\(cpu\\)\\S*\\R");
  }

  @Test
  void help_ofEveryCommand_isShown() {
    String commands = ff().run("--help").out();
    String list = commands.substring(commands.indexOf("Commands:"), commands.indexOf("Examples:"));

    list.lines()
        .filter(line -> line.matches("  \\w+ .*"))
        .map(line -> line.strip().split("\\s+", 2)[0])
        .filter(command -> !command.equals("help"))
        .forEach(this::assertHelp);
  }

  private void assertHelp(String command) {
    Outcome help = ff().run(command, "--help");

    assertThat(help.exitCode()).as(command).isZero();
    assertThat(help.out()).contains("Usage: ff " + command);
  }

  @Test
  void unknownCommand_isUsage() {
    Outcome outcome = ff().run("trian");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("ff: Unmatched argument", "trian", "Did you mean train?");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void doctor_nothingSet_getsTheLaunchersEnvironmentAndStdoutIsClean() {
    Outcome outcome = ff().run("doctor", "--quick");

    int cores = Runtime.getRuntime().availableProcessors();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .startsWith("ff ")
        .contains("OMP_NUM_THREADS=" + cores, "OMP_WAIT_POLICY=passive")
        .contains("[cpu] in " + DIST.resolve("backends"))
        .doesNotContain("warning");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void optionsBeforeTheCommand_reachLightAndFullCommands() {
    Outcome light = ff().run("-q", "--log-level", "debug", "config", "schema");
    Outcome full = trainShortly(Map.of(), "--log-level=info", "--quiet");
    Outcome unknown = ff().run("--log-level", "loud", "doctor", "--quick");
    Outcome alone = ff().run("--log-level");

    assertThat(light.exitCode()).as(light.err()).isZero();
    assertThat(light.err()).isEmpty();
    assertThat(full.exitCode()).as(full.err()).isZero();
    assertThat(full.err()).contains(" INFO ").doesNotContain("epoch");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("expected debug, info, warn or error, received loud");
    assertThat(alone.exitCode()).isEqualTo(2);
    assertThat(alone.err()).contains("--log-level");
  }

  @Test
  void logLevel_goesBeforeTheEnvironment() {
    Map<String, String> set = Map.of("FF_LOG", "INFO");

    assertThat(trainShortly(set, "-q").err()).contains(" INFO ");
    assertThat(trainShortly(set, "-q", "--log-level", "error").err()).isEmpty();
  }

  /** A quiet training of a moment, with {@code options} before the command. */
  private Outcome trainShortly(Map<String, String> environment, String... options) {
    Path config = Ff.repositoryScript().resolveSibling("configs/quickstart.json");
    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(List.of("train", config.toString(), "--out", "run-" + runs++));
    words.addAll(List.of("--set", "data.trainExamples=200", "--set", "training.epochs=1"));
    return ff().run(environment, words.toArray(new String[0]));
  }

  @Test
  void doctor_userSettings_areKept() {
    Map<String, String> set =
        Map.of(
            "OMP_NUM_THREADS", "1",
            "OMP_WAIT_POLICY", "active",
            "FF_JAVA_OPTS", "-Xmx300m -Dunused=yes");

    String out = ff().run(set, "doctor", "--quick").out();

    assertThat(out)
        .contains("OMP_NUM_THREADS=1", "1 threads", "OMP_WAIT_POLICY=active")
        .contains("at most 0.3 GiB")
        .containsPattern("warning +OMP_WAIT_POLICY: expected passive, received active");
  }

  @Test
  void doctor_processorsGranted_areTheThreads() {
    Map<String, String> set = Map.of("FF_JAVA_OPTS", "-XX:ActiveProcessorCount=3 -Dunused=yes");

    Outcome outcome = ff().run(set, "doctor", "--quick");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains(", 3 cores", "3 threads", "OMP_NUM_THREADS=3");
  }

  @Test
  @EnabledOnOs(architectures = "amd64")
  void doctor_kernelOf2004_warnsWithBothRates() {
    Outcome outcome = ff().run(Map.of("OPENBLAS_CORETYPE", "Prescott"), "doctor");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .containsPattern("BLAS +openblas, Prescott kernels")
        .containsPattern(" without OPENBLAS_CORETYPE=Prescott: \\d+ GFLOP/s \\((?!Prescott)")
        .containsPattern(
            "warning +OPENBLAS_CORETYPE: expected nothing, received Prescott. It costs \\d+ %");
  }

  @Test
  @EnabledOnOs(architectures = "amd64")
  void doctor_jsonWithOwnValues_hasTheRatesWithoutThem() {
    int cores = Runtime.getRuntime().availableProcessors();
    String more = Integer.toString(cores + 1);
    // A JVM that prints lines of its own must not confuse the measurement.
    Map<String, String> set =
        Map.of("OPENBLAS_CORETYPE", "Haswell", "OMP_NUM_THREADS", more, "FF_JAVA_OPTS", "-Xlog:gc");

    Outcome outcome = ff().run(set, "doctor", "--json");

    String rate = "\"kernel\" : \"%s\",\\s+\"threads\" : %d,\\s+\"gflops\" : \\d";
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .containsPattern("\"sgemmGflops\" : \\d")
        .containsPattern("\"variable\" : \"OPENBLAS_CORETYPE\",\\s+\"value\" : \"Haswell\"")
        .containsPattern(rate.formatted("(?!Haswell)\\w+", cores + 1))
        .containsPattern("\"value\" : \"%s\",\\s+\"standard\" : \"%d\"".formatted(more, cores))
        .containsPattern(rate.formatted("Haswell", cores));
  }

  @Test
  void doctor_checkoutWithBlanksAndQuotesThroughALink_works() throws IOException {
    Path checkout = Files.createDirectories(folder.resolve("it's a $HOME; \"check out\""));
    Files.copy(Ff.repositoryScript(), checkout.resolve("ff"));
    Files.createDirectories(checkout.resolve("target"));
    Files.createSymbolicLink(checkout.resolve("target/dist"), DIST);
    Path link = Files.createSymbolicLink(folder.resolve("my ff"), checkout.resolve("ff"));

    Outcome outcome = new Ff(link, folder).run("doctor", "--quick");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains(checkout + "/target/dist/backends");
  }

  @Test
  void train_cudaWhereThereIsNone_isDeviceErrorAndLeavesNothing() throws IOException {
    Path config = Ff.repositoryScript().resolveSibling("configs/quickstart.json");
    assumeTrue(Files.exists(config) && ff().run("train", "--help").exitCode() == 0, "no ff train");
    Path runs = folder.resolve("runs");

    Outcome outcome =
        ff().run("train", config.toString(), "--device", "cuda", "--out", runs.toString());

    assertThat(outcome.exitCode()).isEqualTo(7);
    assertThat(outcome.err())
        .contains("ff: /device/type: expected a CUDA device and a backend for it, received")
        .doesNotContain("\tat ");
    assertThat(runs).doesNotExist();
  }

  @Test
  void java_missingOrBroken_isToldAndFails() throws IOException {
    Outcome missing = ff().run(Map.of("JAVA_HOME", folder + "/none"), "doctor");
    Files.createDirectories(folder.resolve("old/bin"));
    Path old = folder.resolve("old/bin/java");
    Files.writeString(old, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
    assertThat(old.toFile().setExecutable(true)).isTrue();
    Outcome tooOld = ff().run(Map.of("JAVA_HOME", folder + "/old"), "--help");

    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("ff: java: expected a JDK, found none at", "set JAVA_HOME");
    assertThat(tooOld.exitCode()).isEqualTo(1);
    assertThat(tooOld.err()).contains("expected version 17 or newer, received openjdk version");
  }

  @Test
  void distribution_libAndBackend_shareNoJar() throws IOException {
    Set<String> lib = jars("lib");
    Set<String> backend = jars("backends/cpu");

    assertThat(lib).noneMatch(name -> name.matches("(nd4j|javacpp|openblas).*"));
    assertThat(lib).as("benchmarks stay out").noneMatch(name -> name.matches("(jmh|jopt).*"));
    assertThat(lib).anyMatch(name -> name.startsWith("ff-samediff-"));
    assertThat(lib).anyMatch(name -> name.startsWith("ff-examples-"));
    assertThat(backend).noneMatch(lib::contains);
    assertThat(backend).anyMatch(name -> name.startsWith("nd4j-api-"));
  }

  private Ff ff() {
    return new Ff(folder);
  }

  private static Set<String> jars(String folder) throws IOException {
    try (Stream<Path> files = Files.list(DIST.resolve(folder))) {
      return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
    }
  }
}
