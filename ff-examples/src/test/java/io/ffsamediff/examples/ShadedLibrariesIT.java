package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.examples.Ff.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Libraries with known findings that ND4J has within its own jars: who could call them, and that no
 * run loads them. {@code docs/security.md} draws its conclusions from this.
 */
class ShadedLibrariesIT {

  private static final Path CONFIG =
      Ff.repositoryScript().toAbsolutePath().resolveSibling("configs/quickstart.json");

  private static final String SHADE = "org.nd4j.shade.";

  /** Parsers of YAML and XML, formats and files of Jackson, Guava and Protocol Buffers. */
  private static final List<String> UNUSED =
      List.of(
          SHADE + "yaml.",
          SHADE + "wstx.",
          SHADE + "codehaus.stax2.",
          SHADE + "jackson.dataformat.",
          SHADE + "jackson.datatype.",
          SHADE + "guava.io.",
          SHADE + "protobuf.util.",
          // Takes class names from JSON, for the training configuration of a SameDiff file.
          "org.nd4j.serde.",
          // OSHI brings it.
          "org.threeten.");

  @TempDir private Path folder;

  @Test
  void training_andEvaluation_loadNoneOfThem() throws IOException {
    String run = folder.resolve("run").toString();
    Set<String> training =
        loaded(
            "train",
            CONFIG.toString(),
            "--set",
            "training.epochs=1",
            "--set",
            "data.trainExamples=500",
            "--set",
            "data.testExamples=100",
            "--out",
            run);
    Set<String> evaluation = loaded("evaluate", run);

    assertThat(training).contains("io.ffsamediff.train.FFNetwork", "org.nd4j.linalg.factory.Nd4j");
    assertThat(evaluation).contains("io.ffsamediff.eval.Evaluator", "org.nd4j.linalg.factory.Nd4j");
    assertThat(training).noneMatch(ShadedLibrariesIT::isUnused);
    assertThat(evaluation).noneMatch(ShadedLibrariesIT::isUnused);
  }

  private static boolean isUnused(String type) {
    return UNUSED.stream().anyMatch(type::startsWith);
  }

  /** Classes that the engine's process loads. */
  private Set<String> loaded(String... arguments) throws IOException {
    Path log = folder.resolve(arguments[0] + ".txt");
    String options = "-XX:TieredStopAtLevel=1 -Xlog:class+load:file=" + log;
    Outcome outcome = new Ff(folder).run(Map.of("FF_JAVA_OPTS", options), arguments);

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return Pattern.compile("(?m)] (\\S+) source: ")
        .matcher(Files.readString(log))
        .results()
        .map((MatchResult line) -> line.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void users_withinNd4j_areTheKnownOnes() throws IOException {
    Map<String, List<String>> known =
        Map.of(
            "yaml/", List.of(),
            "codehaus/", List.of(),
            "jackson/datatype/", List.of(),
            "protobuf/util/", List.of(),
            // A helper for strings, no parser.
            "wstx/", List.of("org/nd4j/autodiff/samediff/internal/InferenceSession"),
            // Read and write what this engine neither reads nor writes.
            "jackson/dataformat/", List.of("org/nd4j/serde/json/JsonMappers"),
            "guava/io/", List.of("org/nd4j/autodiff/listeners/checkpoint/CheckpointListener"),
            // Descriptions of ops in ND4J's own jar, and graphs of TensorFlow.
            "protobuf/TextFormat",
                List.of(
                    "org/nd4j/imports/descriptors/tensorflow/TensorflowDescriptorParser",
                    "org/nd4j/imports/graphmapper/tf/TFGraphMapper",
                    "org/nd4j/ir/OpDescriptorHolder"));

    Map<String, Set<String>> users = users(known.keySet());

    known.forEach(
        (library, types) ->
            assertThat(users.getOrDefault(library, Set.of()))
                .as(library)
                .containsExactlyInAnyOrderElementsOf(types));
  }

  /** Classes of ND4J that mention a class of shaded libraries, by library. */
  private static Map<String, Set<String>> users(Set<String> libraries) throws IOException {
    Map<String, Set<String>> users = new TreeMap<>();
    try (Stream<Path> jars = Files.list(Distribution.FOLDER.resolve("backends/cpu"))) {
      for (Path jar : jars.filter(ShadedLibrariesIT::isNd4j).toList()) {
        addUsers(jar, libraries, users);
      }
    }
    return users;
  }

  private static boolean isNd4j(Path jar) {
    return String.valueOf(jar.getFileName()).startsWith("nd4j-");
  }

  private static void addUsers(Path jar, Set<String> libraries, Map<String, Set<String>> users)
      throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (entry.getName().endsWith(".class")) {
          // Names of classes stand in the constant pool as they are.
          String bytes =
              new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
          String type = entry.getName().replaceFirst("(\\$\\w+)?\\.class$", "");
          libraries.stream()
              .filter(library -> bytes.contains("org/nd4j/shade/" + library))
              .forEach(library -> users.computeIfAbsent(library, key -> new TreeSet<>()).add(type));
        }
      }
    }
  }
}
