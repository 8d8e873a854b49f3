package io.ffsamediff.export;

import static io.ffsamediff.config.DataConfig.Scaling.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.Standardization;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.eval.Predictions;
import io.ffsamediff.train.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    assertPredictsAsTheEngine(config, train, withBlankImage());
  }

  /** An image without ink is as long as its label, or nothing. */
  private static Dataset withBlankImage() {
    int pixels = TinyDatasets.SIDE * TinyDatasets.SIDE;
    Dataset images = TinyDatasets.bands(Split.TEST, 40, 22);
    byte[] pixels_ND = new byte[(images.size() + 1) * pixels];
    byte[] image_D = new byte[pixels];
    byte[] labels_N = new byte[images.size() + 1];
    for (int i = 0; i < images.size(); i++) {
      images.copyPixels(i, image_D);
      System.arraycopy(image_D, 0, pixels_ND, i * pixels, pixels);
    }
    return new Dataset(
        "bands", Split.TEST, 6, 6, TinyDatasets.CLASSES, pixels_ND, labels_N, List.of());
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
    for (int i = 0; i < test.size(); i++) {
      for (int label = 0; label < test.classes(); label++) {
        float score = expected.score(i, label);
        assertThat(outputs.scores_NC()[i][label])
            .as("%s, example %d, label %d", name, i, label)
            .isCloseTo(score, within(1e-4f * Math.max(1, Math.abs(score))));
      }
      if (!isTie(expected, i)) {
        assertThat((int) outputs.label_N()[i])
            .as("%s, example %d", name, i)
            .isEqualTo(expected.labels()[i]);
      }
    }
  }

  /** Whether rounding decides, as without ink, where every label is as high: 0. */
  private static boolean isTie(Predictions predictions, int example) {
    float best = predictions.score(example, predictions.labels()[example]);
    return IntStream.range(0, predictions.classes())
            .filter(label -> predictions.score(example, label) > best - 1e-5f * Math.abs(best))
            .count()
        > 1;
  }
}
