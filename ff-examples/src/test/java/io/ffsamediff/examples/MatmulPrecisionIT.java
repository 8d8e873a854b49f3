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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code device.matmulPrecision}, on processors that have bf16 instructions and that do not. */
class MatmulPrecisionIT {

  /** Hides newer instructions from oneDNN. */
  private static final Map<String, String> OLD_PROCESSOR = Map.of("ONEDNN_MAX_CPU_ISA", "AVX2");

  private static final String NOTICE =
      "ff: /device/matmulPrecision: bf16 was asked for, but the processor has no bf16 instructions";

  @TempDir private Path folder;

  @Test
  void doctor_oldProcessor_saysThatThereAreNoInstructions() {
    assertThat(ff().run(OLD_PROCESSOR, "doctor", "--quick").out())
        .containsPattern("bf16 +no: the processor has no bf16 instructions");
  }

  @Test
  void train_bf16OnAnOldProcessor_takesF32AndSaysSo() throws IOException {
    Outcome outcome = train(OLD_PROCESSOR, "device.matmulPrecision=bf16");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains(NOTICE);
    assertThat(text("config.json")).contains("\"matmulPrecision\": \"f32\"");
    assertThat(text("manifest.json")).doesNotContain("oneDnn");
  }

  @Test
  void train_bf16WhereThereAreInstructions_isRecorded() throws IOException {
    String doctor = ff().run("doctor", "--quick").out();
    assumeTrue(doctor.matches("(?s).*\nbf16 +yes: .*"), doctor);

    Outcome outcome = train(Map.of(), "device.matmulPrecision=bf16");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).doesNotContain("matmulPrecision");
    assertThat(text("config.json")).contains("\"matmulPrecision\": \"bf16\"");
    assertThat(text("manifest.json")).containsPattern("\"oneDnn\" : \"3\\.\\d+");
    Outcome moved = ff().run(OLD_PROCESSOR, "train", "--resume", "run");
    assertThat(moved.exitCode()).as(moved.err()).isZero();
    assertThat(moved.err()).contains(NOTICE);
    assertThat(text("config.json")).contains("\"matmulPrecision\": \"bf16\"");
    assertThat(text("manifest.json")).doesNotContain("oneDnn");
  }

  @Test
  void train_samediffExecutorWithBf16_isAConfigurationError() {
    Outcome outcome = train(Map.of(), "device.matmulPrecision=bf16", "device.executor=samediff");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("/device/matmulPrecision: expected \"f32\", as executor is \"samediff\"");
  }

  private Outcome train(Map<String, String> environment, String... settings) {
    Path config = Ff.repositoryScript().resolveSibling("configs/quickstart.json");
    List<String> words = new ArrayList<>(List.of("train", config.toString(), "--out", "run"));
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("data.trainExamples=200");
    all.add("data.testExamples=50");
    all.add("training.epochs=2");
    all.forEach(setting -> words.addAll(List.of("--set", setting)));
    return ff().run(environment, words.toArray(String[]::new));
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve("run").resolve(file));
  }

  private Ff ff() {
    return new Ff(folder);
  }
}
