package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.graph.FlatFiles;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import io.ffsamediff.run.RunManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads, and a script sees, when something is wrong; once in a process of its own. */
class BadInputTest {

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    TinyRun.write(folder);
  }

  @Test
  void train_missingConfiguration_isThree() throws Exception {
    refused(3, "nowhere.json", "train", at("nowhere.json"));
  }

  @Test
  void train_brokenJson_isThree() throws Exception {
    Files.writeString(folder.resolve("tiny.json"), "{\"name\": ");
    refused(3, "tiny.json", "train", at("tiny.json"));
  }

  @Test
  void train_misspeltKey_isThreeAndSuggests() throws Exception {
    trainRefused(3, "epochs", "--set", "training.epoch=3");
  }

  @Test
  void train_unknownDataSet_isThree() throws Exception {
    trainRefused(3, "mnist-subset", "--set", "data.name=mnits");
  }

  @Test
  void train_nothing_isTwo() throws Exception {
    refused(2, "Missing parameter: CONFIG, or --resume RUN", "train");
  }

  @Test
  void train_resumeWithConfiguration_isTwo() throws Exception {
    refused(2, "leave out CONFIG and --out", "train", at("tiny.json"), "--resume", "run");
  }

  @Test
  void train_cudaWhereThereIsNone_isSeven() throws Exception {
    trainRefused(7, "expected a CUDA device", "--device", "cuda");
  }

  @Test
  void train_truncatedImages_isFour() throws Exception {
    Path images = folder.resolve("data/tiny/train-images-idx3-ubyte");
    Files.write(images, Arrays.copyOf(Files.readAllBytes(images), 100));
    FfProcess.refused(
        folder, 4, "train-images-idx3-ubyte", "train", "tiny.json", "--data-dir", "data");
  }

  @Test
  void train_labelOutOfRange_isFour() throws Exception {
    Path labels = folder.resolve("data/tiny/t10k-labels-idx1-ubyte");
    byte[] bytes = Files.readAllBytes(labels);
    bytes[11] = 2;
    Files.write(labels, bytes);
    trainRefused(4, "expected labels from 0 to 1, received 2 at example 3");
  }

  @Test
  void train_existingRunFolder_isOne() throws Exception {
    FfCall.train(folder, "data").refused(1, "expected a run folder that does not exist yet");
    assertNothingIsLeft();
  }

  @Test
  void train_runFolderBelowAFile_isOne() throws Exception {
    FfCall ff = FfCall.train(folder, "tiny.json/run");
    assertThat(ff.exitCode()).isEqualTo(1);
    assertThat(ff.err()).contains("expected a place that can be written").doesNotContain("\tat ");
    assertThat(ff.out()).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void resume_folderThatIsNoRun_isFive() throws Exception {
    refused(5, "received a folder without config.json", "train", "--resume", at("data"));
  }

  @Test
  void evaluate_missingFolder_isFive() throws Exception {
    refused(5, "received a path that does not exist", "evaluate", at("nowhere"));
  }

  @Test
  void report_damagedManifest_isFive() throws Exception {
    RunDirectory run = RunDirectory.create(folder.resolve("old"), RunFixture.CONFIG);
    Files.writeString(run.manifest(), "{");
    assertThat(FfCall.of("report", at("old")).exitCode()).isEqualTo(5);
    assertThat(run.report()).doesNotExist();
  }

  @Test
  void evaluate_truncatedAlteredOrNewerModel_isFive() throws Exception {
    trainBriefly();
    Path layer = folder.resolve("run/model/layer-2.fb");
    byte[] sound = Files.readAllBytes(layer);
    Files.write(layer, Arrays.copyOf(sound, sound.length - 1));
    evaluationRefused("layer-2.fb: expected " + sound.length + " bytes");
    byte[] altered = sound.clone();
    altered[altered.length / 2] ^= 1;
    Files.write(layer, altered);
    evaluationRefused("layer-2.fb: expected SHA-256 ");
    Files.write(layer, sound);
    Path model = folder.resolve("run/model/model.json");
    Files.writeString(
        model, Files.readString(model).replace("\"formatVersion\" : 1", "\"formatVersion\" : 9"));
    evaluationRefused("expected model format 1, received the newer format 9");
  }

  /** Who sends a model also writes its checksums: they cannot say that it is harmless. */
  @Test
  void evaluate_modelThatNamesCodeToRun_isFive() throws Exception {
    trainBriefly();
    byte[] hostile =
        new FlatFiles()
            .variable("bias", new long[] {1, 3, 1, 8192, 1, 'c'}, 1, 2, 3)
            .trainingConfig("{\"@class\": \"some.Gadget\"}")
            .bytes();
    replacePart("layer-1.fb", hostile);
    evaluationRefused(
        "layer-1.fb: expected a SameDiff file of parameters alone, received one with a training configuration.");
    replacePart("layer-1.fb", Arrays.copyOf(hostile, 20));
    evaluationRefused("layer-1.fb: expected ");
  }

  /** Replaces a part of the model, with its length and checksum in {@code model.json}. */
  private void replacePart(String name, byte[] content) throws Exception {
    Path model = folder.resolve("run/model/model.json");
    Files.write(folder.resolve("run/model").resolve(name), content);
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    String json = Files.readString(model);
    String part =
        "\"file\" : \"%s\",\n    \"length\" : %d,\n    \"sha256\" : \"%s\""
            .formatted(name, content.length, sum);
    String changed = json.replaceFirst("\"file\" : \"" + name + "\",[^}]*\"(?=\\s*})", part);
    assertThat(changed).isNotEqualTo(json);
    Files.writeString(model, changed);
  }

  @Test
  void evaluate_modelWhoseImagesAreSmallerThanTheirLabels_isFive() throws Exception {
    trainBriefly();
    Path model = folder.resolve("run/model/model.json");
    String json = Files.readString(model);
    Files.writeString(model, json.replace("\"classes\" : 2", "\"classes\" : 17"));
    evaluationRefused(
        "model.json: labels: expected at least 17 inputs for an overlay of 17 classes");
    Files.writeString(model, json.replace("\"height\" : 4", "\"height\" : 2147483647"));
    evaluationRefused("model.json: expected 1 to 32768 rows of an image, received 2147483647.");
  }

  @Test
  void resume_runOnOtherData_isFour() throws Exception {
    trainBriefly();
    Path images = folder.resolve("data/tiny/train-images-idx3-ubyte");
    byte[] bytes = Files.readAllBytes(images);
    bytes[20] ^= 1;
    Files.write(images, bytes);
    RunDirectory run = RunDirectory.open(folder.resolve("run"));
    RunManifest before = RunManifest.read(run);

    FfCall resume = FfCall.resume(folder, "run");

    assertThat(resume.exitCode()).as(resume.err()).isEqualTo(4);
    assertThat(resume.err()).contains("expected the file that the run was started on");
    assertThat(RunManifest.read(run)).isEqualTo(before);
  }

  private void trainBriefly() {
    FfCall.train(folder, "run", "--set", "training.epochs=1").worked();
  }

  private void evaluationRefused(String message) {
    FfCall evaluate = FfCall.evaluate(folder, "run");
    assertThat(evaluate.exitCode()).as(evaluate.err()).isEqualTo(5);
    assertThat(evaluate.err()).contains(message).doesNotContain("\tat ");
  }

  private void trainRefused(int exitCode, String message, String... more) {
    FfCall.train(folder, "run", more).refused(exitCode, message);
    assertNothingIsLeft();
  }

  private void refused(int exitCode, String message, String... arguments) {
    FfCall.of(arguments).refused(exitCode, message);
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() {
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("data", "tiny.json");
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
