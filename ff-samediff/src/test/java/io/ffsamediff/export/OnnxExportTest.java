package io.ffsamediff.export;

import static io.ffsamediff.config.DataConfig.Scaling.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.ffsamediff.config.ConfigHash;
import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.ImageShape;
import io.ffsamediff.data.Standardization;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.eval.Predictions;
import io.ffsamediff.run.RunFormatException;
import io.ffsamediff.train.Runs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exported models against the engine's own predictors, in ONNX Runtime. */
class OnnxExportTest {

  private static final String APPEND = "labels.type=append";
  private static final String NO_NORMALIZATION = "network.inputNormalization=none";

  @TempDir private Path folder;

  /** Every way in which an example becomes a row and a row becomes scores. */
  static Stream<RunConfig> images() {
    return Stream.of(
        Runs.config(),
        Runs.config("labels.strength=0.7", "evaluation.layers=[2]"),
        Runs.config("network.inputNormalization=rms", "evaluation.layers=[1]"),
        Runs.config(NO_NORMALIZATION, "network.layers.0.useBias=false"),
        Runs.config(NO_NORMALIZATION, "labels.strength=2"),
        Runs.config(APPEND, "labels.strength=1", "network.layers.1.goodness=sum"),
        Runs.config(APPEND, "network.inputNormalization=rms", "network.layers=[{\"units\": 5}]"),
        Runs.config(APPEND, NO_NORMALIZATION),
        Runs.interleaved(),
        Runs.interleaved("network.head.layers=[1, 3]", "evaluation.predictor=combined"),
        Runs.interleaved("network.inputNormalization=l2", "network.head.layers=[1]"),
        Runs.interleaved(NO_NORMALIZATION, "training.optimizer.learningRate=0.0001"),
        Runs.interleaved(APPEND, "labels.strength=1", "network.layers.0.useBias=false"),
        Runs.interleaved("training.averaging={\"every\": 1, \"decay\": 0.9}"),
        Runs.unlabelled(),
        Runs.unlabelled("network.inputNormalization=l2", "network.head.layers=[1, 2, 3]"),
        Runs.backprop(),
        Runs.backprop("network.inputNormalization=l2", "network.layers.1.useBias=false"));
  }

  @ParameterizedTest
  @MethodSource("images")
  void onnx_ofImages_predictsAsTheEngine(RunConfig config) {
    Dataset train = TinyDatasets.bands(Split.TRAIN, 50, 21);

    assertPredictsAsTheEngine(config, train, withOddImages());
  }

  /**
   * Besides ordinary images one without ink, which is as long as its label or nothing, and one
   * whose most ink lies where an overlay goes.
   */
  private static Dataset withOddImages() {
    int pixels = TinyDatasets.SIDE * TinyDatasets.SIDE;
    Dataset images = TinyDatasets.bands(Split.TEST, 40, 22);
    byte[] pixels_ND = new byte[(images.size() + 2) * pixels];
    byte[] image_D = new byte[pixels];
    for (int i = 0; i < images.size(); i++) {
      images.copyPixels(i, image_D);
      System.arraycopy(image_D, 0, pixels_ND, i * pixels, pixels);
    }
    System.arraycopy(image_D, 0, pixels_ND, (images.size() + 1) * pixels, pixels);
    pixels_ND[(images.size() + 1) * pixels + 1] = (byte) 255;
    return new Dataset(
        "bands",
        Split.TEST,
        images.shape(),
        TinyDatasets.CLASSES,
        pixels_ND,
        new byte[images.size() + 2],
        List.of());
  }

  static Stream<RunConfig> tables() {
    return Stream.of(
        Runs.config(APPEND, "labels.strength=1"),
        Runs.config(APPEND, "network.inputNormalization=rms"),
        Runs.interleaved(APPEND, "data.scaling=none"),
        Runs.backprop());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void onnx_ofTable_predictsAsTheEngineFromTheNumbersAsTheyAre(RunConfig config) {
    Dataset train = table(60, 3);
    Dataset test = table(30, 4);

    assertPredictsAsTheEngine(config, train, test);
  }

  /** A column of small numbers, one that varies little about a large number, and a constant one. */
  private static Dataset table(int lines, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values_ND = new float[lines * 3];
    byte[] labels_N = new byte[lines];
    for (int i = 0; i < lines; i++) {
      labels_N[i] = (byte) random.nextInt(3);
      values_ND[3 * i] = (float) (labels_N[i] + random.nextGaussian() / 2);
      values_ND[3 * i + 1] = (float) (100_000 + random.nextGaussian() - labels_N[i]);
      values_ND[3 * i + 2] = -7;
    }
    return Dataset.table(
        "lines", Split.TRAIN, List.of("a", "b", "c"), 3, values_ND, labels_N, List.of());
  }

  private void assertPredictsAsTheEngine(RunConfig config, Dataset train, Dataset test) {
    boolean scales = train.isTable() && config.data().scaling() != NONE;
    Standardization by = scales ? Standardization.of(train) : null;
    ExportRun run =
        ExportRun.of(
            folder.resolve("run"),
            config,
            by == null ? train : by.apply(train),
            by == null ? test : by.apply(test));

    ExportResult result = ModelExport.write(run.run(), ExportFormat.ONNX, folder.resolve("out"));

    Map<PredictorKind, Predictions> expected = run.predictions();
    assertThat(result.files()).hasSameSizeAs(expected.keySet());
    assertThat(result.absent()).hasSize(expected.size() == 3 ? 0 : 1);
    assertSame(expected.get(PredictorKind.GOODNESS), "scores.onnx", "scores", test);
    assertSame(expected.get(PredictorKind.HEAD), "head.onnx", "logits", test);
    assertSame(expected.get(PredictorKind.COMBINED), "combined.onnx", "scores", test);
  }

  private void assertSame(
      @Nullable Predictions expected, String name, String output, Dataset test) {
    Path file = folder.resolve("out").resolve(name);
    if (expected == null) {
      assertThat(file).doesNotExist();
      return;
    }
    OnnxRun.Outputs outputs = OnnxRun.run(file, test, output);
    int ties = 0;
    for (int i = 0; i < test.size(); i++) {
      for (int label = 0; label < test.classes(); label++) {
        float score = expected.score(i, label);
        assertThat(outputs.scores_NC()[i][label])
            .as("%s, example %d, label %d", name, i, label)
            .isCloseTo(score, within(1e-4f * Math.max(1, Math.abs(score))));
      }
      if (isTie(expected, i)) {
        ties++;
      } else {
        assertThat((int) outputs.label_N()[i])
            .as("%s, example %d", name, i)
            .isEqualTo(expected.labels()[i]);
      }
    }
    assertThat(ties).isLessThanOrEqualTo(1);
  }

  /** Whether rounding decides, as without ink, where every label is as high: 0. */
  private static boolean isTie(Predictions predictions, int example) {
    float best = predictions.score(example, predictions.labels()[example]);
    return IntStream.range(0, predictions.classes())
            .filter(label -> predictions.score(example, label) > best - 1e-6f * Math.abs(best))
            .count()
        > 1;
  }

  @Test
  void onnx_anyNumberOfExamples_givesEachItsOwnScores() {
    Dataset test = TinyDatasets.bands(Split.TEST, 40, 22);
    ExportRun run = ExportRun.of(folder.resolve("run"), Runs.config(), Runs.data(), test);
    ModelExport.write(run.run(), ExportFormat.ONNX, folder.resolve("out"));
    Path model = folder.resolve("out/scores.onnx");

    OnnxRun.Outputs all = OnnxRun.run(model, test, "scores");
    OnnxRun.Outputs last = OnnxRun.run(model, test.slice(39, 40), "scores");

    assertThat(all.scores_NC()).hasDimensions(40, 3);
    assertThat(last.scores_NC()).hasDimensions(1, 3);
    assertThat(last.scores_NC()[0]).containsExactly(all.scores_NC()[39], within(1e-6f));
    assertThat(last.label_N()).containsExactly(all.label_N()[39]);
  }

  @Test
  void onnx_saysWhatItIsAndTakes() throws IOException {
    RunConfig config = Runs.interleaved("evaluation.layers=[2, 3]");
    Dataset train = Runs.data().named(List.of("top", "middle", "bottom"));
    ExportRun run = ExportRun.of(folder.resolve("run"), config, train, train);

    ExportResult result = ModelExport.write(run.run(), ExportFormat.ONNX, folder.resolve("out"));

    assertThat(result.files())
        .containsExactly(
            new ExportedFile(
                "scores.onnx",
                "inputs float32 [N, 36] to scores float32 [N, 3] and label int64 [N]"),
            new ExportedFile(
                "head.onnx", "inputs float32 [N, 36] to logits float32 [N, 3] and label int64 [N]"),
            new ExportedFile(
                "combined.onnx",
                "inputs float32 [N, 36] to scores float32 [N, 3] and label int64 [N]"));
    ModelProto model = read(folder.resolve("out/scores.onnx"));
    assertThat(model.getIrVersion()).isEqualTo(7);
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(13);
    assertThat(metadata(model))
        .containsEntry("ff.run", "tiny")
        .containsEntry("ff.data", "bands")
        .containsEntry("ff.predictor", "goodness")
        .containsEntry("ff.configSha256", ConfigHash.sha256(config))
        .containsEntry("ff.classes", "3 (top, middle, bottom)")
        .containsEntry(
            "ff.inputs",
            "pixels of an image of 6 rows and 6 columns, row by row, each from 0 to 1 (a byte over 255)")
        .containsEntry(
            "ff.outputs",
            "scores: goodness with each label, added up over layers 2, 3; label: the class of the largest, the first of equal ones");
    assertThat(model.getDocString()).contains("predictor: goodness\nd");
    assertThat(metadata(read(folder.resolve("out/head.onnx"))).get("ff.outputs"))
        .startsWith("logits: of the softmax classifier, from one pass with the neutral label; ");
  }

  @Test
  void onnx_ofTable_namesItsColumns() throws IOException {
    Dataset train = table(20, 3);
    ExportRun run =
        ExportRun.of(folder.resolve("run"), Runs.backprop("data.scaling=none"), train, train);

    ExportResult result = ModelExport.write(run.run(), ExportFormat.ONNX, folder.resolve("out"));

    assertThat(result.absent())
        .containsExactly("no scores.onnx, as the network was trained without labels in its input");
    assertThat(metadata(read(folder.resolve("out/head.onnx"))))
        .containsEntry("ff.inputs", "columns of the table (a, b, c), as they stand there")
        .containsEntry("ff.classes", "3");
  }

  @Test
  void onnx_ofColour_saysTheOrderOfThePlanes() throws IOException {
    byte[] pixels_ND = new byte[4 * 3 * 6];
    new SplittableRandom(5).nextBytes(pixels_ND);
    Dataset train =
        new Dataset(
            "dots",
            Split.TRAIN,
            new ImageShape(3, 2, 3),
            3,
            pixels_ND,
            new byte[] {0, 1, 2, 1},
            List.of());
    RunConfig config = Runs.config(APPEND);

    assertPredictsAsTheEngine(config, train, train);

    assertThat(metadata(read(folder.resolve("out/scores.onnx"))).get("ff.inputs"))
        .isEqualTo(
            "pixels of an image of 2 rows and 3 columns, red, then green, then blue, each row by row, each from 0 to 1 (a byte over 255)");
  }

  @Test
  void onnx_twice_isTheSameFile() throws IOException {
    ExportRun run =
        ExportRun.of(folder.resolve("run"), Runs.interleaved(), Runs.data(), Runs.data());

    ModelExport.write(run.run(), ExportFormat.ONNX, folder.resolve("one"));
    ModelExport.write(run.run(), ExportFormat.ONNX, folder.resolve("two"));

    for (String name : List.of("scores.onnx", "head.onnx", "combined.onnx")) {
      assertThat(folder.resolve("one").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("two").resolve(name));
    }
  }

  @Test
  void onnx_weightsOfMoreThanAFileHolds_areRefused() {
    OnnxExport.requireFits("large", 2_000_000_000);

    assertThatThrownBy(() -> OnnxExport.requireFits("large", 2_147_000_000))
        .isInstanceOf(RunFormatException.class)
        .hasMessageMatching(
            "large: expected at most \\d+ bytes of weights, as ONNX files end at 2 GiB, received 2147000000\\. .*npz.*");
  }

  private static ModelProto read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ModelProto.parseFrom(in);
    }
  }

  private static Map<String, String> metadata(ModelProto model) {
    return model.getMetadataPropsList().stream()
        .collect(
            Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
  }
}
