package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.DatasetCatalog;
import io.ffsamediff.data.ProgressListener;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.eval.ForwardForwardModel;
import io.ffsamediff.eval.Predictions;
import io.ffsamediff.eval.Predictors;
import io.ffsamediff.export.ExportFormat;
import io.ffsamediff.export.ModelExport;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.SavedNetwork;
import io.ffsamediff.train.TrainingListener;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks that have learnt the bundled digits a little, and what other tools make of them. */
class ExportTest {

  private static final Path CONFIGS = Path.of("../configs");
  private static final TrainTest DIGITS =
      DatasetCatalog.standard(Map.of()).load("mnist-subset", null, ProgressListener.none());

  @TempDir private Path folder;

  @Test
  void quickstart_allModels_predictTheBundledTestImagesAsTheEngine() {
    RunConfig config =
        config(
            "quickstart.json",
            "training.epochs=8",
            "training.batchSize=50",
            "training.optimizer.learningRate=0.03",
            "training.averaging.every=1",
            "training.averaging.decay=0.9",
            "network.layers.0.units=100",
            "network.layers.1.units=100");
    try (ForwardForwardModel model = trained(config, 1500)) {
      export(config, model, ExportFormat.ONNX);

      assertPredictsAsTheEngine(config, model, PredictorKind.GOODNESS, "scores.onnx");
      assertPredictsAsTheEngine(config, model, PredictorKind.HEAD, "head.onnx");
      assertPredictsAsTheEngine(config, model, PredictorKind.COMBINED, "combined.onnx");
    }
  }

  @Test
  void kerasExample_scores_predictTheBundledTestImagesAsTheEngine() {
    RunConfig config = kerasExample();
    try (ForwardForwardModel model = trained(config, 1000)) {
      export(config, model, ExportFormat.ONNX);

      assertPredictsAsTheEngine(config, model, PredictorKind.GOODNESS, "scores.onnx");
    }
  }

  @Test
  void kerasExample_sameDiffFiles_predictAsTheEngineWithNd4jAlone() {
    RunConfig config = kerasExample();
    Dataset images = DIGITS.test().first(10);
    try (ForwardForwardModel model = trained(config, 1000)) {
      export(config, model, ExportFormat.SAMEDIFF);
      File exported = folder.resolve("out").toFile();
      int[] labels = model.predict(images).labels();

      for (int i = 0; i < images.size(); i++) {
        INDArray pixels_1D = Nd4j.createFromArray(new float[][] {pixels(images, i)});
        assertThat(ExportedLayers.predict(exported, pixels_1D))
            .as("image %d", i)
            .isEqualTo(labels[i]);
      }
    }
  }

  @Test
  void docs_showTheProgram() throws Exception {
    String source =
        Files.readString(Path.of("src/main/java/io/ffsamediff/examples/ExportedLayers.java"));
    String shown = DocPage.of("docs/export.md").blocks("java").get(0);

    assertThat(source).contains(shown.indent(4));
    assertThat(shown.lines()).hasSizeGreaterThan(10);
  }

  private static RunConfig kerasExample() {
    return config(
        "mnist-keras.json",
        "data.name=mnist-subset",
        "network.layers.0.units=100",
        "network.layers.1.units=80",
        "training.epochs=8",
        "training.layerEpochs=25");
  }

  private static RunConfig config(String name, String... changes) {
    return ConfigReader.read(CONFIGS.resolve(name), List.of(changes));
  }

  private static ForwardForwardModel trained(RunConfig config, int images) {
    TrainTest data = new TrainTest(DIGITS.train().first(images), DIGITS.test().first(10));
    ForwardForwardModel model = ForwardForwardModel.of(config, data);
    model.train(TrainingListener.ofEpochs(epoch -> {}));
    return model;
  }

  private void export(RunConfig config, ForwardForwardModel model, ExportFormat format) {
    RunDirectory run =
        SavedNetwork.save(folder.resolve("run"), config, DIGITS.train(), model.network());
    ModelExport.write(run, format, folder.resolve("out"));
  }

  /** Standard scores magnify rounding where labels have nearly the same score. */
  private static float tolerance(PredictorKind kind, float score) {
    return (kind == PredictorKind.COMBINED ? 1e-3f : 1e-4f) * Math.max(1, Math.abs(score));
  }

  private void assertPredictsAsTheEngine(
      RunConfig config, ForwardForwardModel model, PredictorKind kind, String file) {
    Dataset test = DIGITS.test();
    RowEncoder encoder = RowEncoder.of(config, test);
    try (Predictors predictors = new Predictors(model.network(), encoder, config);
        OrtSession session =
            OrtEnvironment.getEnvironment()
                .createSession(folder.resolve("out").resolve(file).toString());
        OnnxTensor x = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), pixels(test));
        OrtSession.Result result = session.run(Map.of("inputs", x))) {
      Predictions expected = predictors.of(kind).orElseThrow().predict(test);
      float[][] scores_NC = (float[][]) result.get(0).getValue();
      long[] label_N = (long[]) result.get(1).getValue();

      assertThat(label_N).hasSize(2000);
      for (int i = 0; i < label_N.length; i++) {
        int label = expected.labels()[i];
        for (int c = 0; c < 10; c++) {
          assertThat(scores_NC[i][c])
              .as("%s, image %d, label %d", file, i, c)
              .isCloseTo(expected.score(i, c), within(tolerance(kind, expected.score(i, c))));
        }
        if (kind != PredictorKind.COMBINED) {
          assertThat((int) label_N[i]).as("%s, image %d", file, i).isEqualTo(label);
        }
        // Also of the combined predictor, but for standard scores that rounding decides about.
        assertThat(expected.score(i, (int) label_N[i]))
            .isCloseTo(expected.score(i, label), within(1e-3f));
      }
      assertThat(errors(test, label_N)).as("errors of %s", file).isLessThan(1500);
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }

  private static int errors(Dataset test, long[] label_N) {
    int errors = 0;
    for (int i = 0; i < label_N.length; i++) {
      errors += label_N[i] == test.label(i) ? 0 : 1;
    }
    return errors;
  }

  private static float[][] pixels(Dataset images) {
    float[][] x_ND = new float[images.size()][];
    for (int i = 0; i < x_ND.length; i++) {
      x_ND[i] = pixels(images, i);
    }
    return x_ND;
  }

  /** A byte over 255. */
  private static float[] pixels(Dataset images, int index) {
    float[] x_D = new float[images.inputs()];
    images.copyInputs(index, x_D, 0);
    for (int d = 0; d < x_D.length; d++) {
      x_D[d] /= 255;
    }
    return x_D;
  }
}
