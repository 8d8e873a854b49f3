package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.config.ConfigWriter;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.TinyDatasets;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.eval.ForwardForwardModel;
import io.ffsamediff.eval.Predictions;
import io.ffsamediff.eval.Predictor;
import io.ffsamediff.train.Runs;
import io.ffsamediff.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that a program saves, and a later one loads. */
class SavedNetworkTest {

  private static final TrainTest BANDS =
      new TrainTest(Runs.data(), TinyDatasets.bands(Split.TEST, 30, 8));

  @TempDir private Path folder;

  /** Layers alone; layers and a head, with averaged weights; a perceptron. */
  static Stream<RunConfig> configs() {
    return Stream.of(
        Runs.config(),
        Runs.interleaved("training.averaging.every=1", "training.averaging.decay=0.9"),
        Runs.unlabelled(),
        Runs.backprop());
  }

  @ParameterizedTest
  @MethodSource("configs")
  void save_trainedNetwork_isLoadedWithTheSamePredictions(RunConfig config) {
    try (ForwardForwardModel model = trained(config, BANDS)) {
      RunDirectory run = save(config, BANDS, model);

      try (SavedNetwork loaded = SavedNetwork.load(RunDirectory.open(folder.resolve("run")))) {
        assertThat(run.folder()).isEqualTo(folder.resolve("run"));
        assertThat(ConfigWriter.toJson(loaded.config())).isEqualTo(ConfigWriter.toJson(config));
        assertSamePredictions(model, loaded, BANDS.test(), BANDS.test());
      }
    }
  }

  @Test
  void save_networkOfATable_isLoadedWithItsColumnsAndStandardisation() {
    Dataset table = table();
    RunConfig config = Runs.config("labels.type=append");
    TrainTest prepared = new TrainTest(table, table).prepared(config.data());
    try (ForwardForwardModel model = trained(config, prepared)) {
      save(config, prepared, model);

      try (SavedNetwork loaded = SavedNetwork.load(RunDirectory.open(folder.resolve("run")))) {
        assertThat(loaded.description().classNames()).containsExactly("low", "middle", "high");
        assertSamePredictions(model, loaded, prepared.test(), loaded.prepared(table));
      }
    }
  }

  @Test
  void save_isARunFolderOfConfigurationAndModelAlone() throws IOException {
    try (ForwardForwardModel model = ForwardForwardModel.of(Runs.interleaved(), BANDS)) {
      save(Runs.interleaved(), BANDS, model);
    }

    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString()))
          .containsExactlyInAnyOrder(
              "run/config.json",
              "run/model/model.json",
              "run/model/layer-1.fb",
              "run/model/layer-2.fb",
              "run/model/layer-3.fb",
              "run/model/head.fb");
    }
  }

  @Test
  void save_existingFolder_isRefusedAndLeftAsItWas() throws IOException {
    Path own = Files.createDirectory(folder.resolve("run")).resolve("own");
    Files.writeString(own, "own");

    try (ForwardForwardModel model = ForwardForwardModel.of(Runs.config(), BANDS)) {
      assertThatThrownBy(() -> save(Runs.config(), BANDS, model))
          .isInstanceOf(RunFolderException.class)
          .hasMessageContaining("run: expected a folder that does not exist yet, or is empty,");
    }
    assertThat(folder.toFile().list()).containsExactly("run");
    assertThat(own.resolveSibling("").toFile().list()).containsExactly("own");
    assertThat(own).hasContent("own");
  }

  @Test
  void save_overASavedNetwork_isRefusedAndLeavesThatOne() throws IOException {
    try (ForwardForwardModel model = ForwardForwardModel.of(Runs.config(), BANDS)) {
      Path layer = save(Runs.config(), BANDS, model).model().resolve("layer-1.fb");
      byte[] before = Files.readAllBytes(layer);
      model.train(TrainingListener.ofEpochs(epoch -> {}));

      assertThatThrownBy(() -> save(Runs.config(), BANDS, model))
          .isInstanceOf(RunFolderException.class);
      assertThat(layer).hasBinaryContent(before);
    }
  }

  /** Under a file, as a folder without permission is none for root. */
  @Test
  void save_whereNothingCanBeWritten_isRefusedAndLeavesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "own");

    try (ForwardForwardModel model = ForwardForwardModel.of(Runs.config(), BANDS)) {
      assertThatThrownBy(
              () ->
                  SavedNetwork.save(
                      file.resolve("run"), Runs.config(), BANDS.train(), model.network()))
          .isInstanceOf(RunFolderException.class)
          .hasMessageContaining("run: expected a place that can be written, received ");
    }
    assertThat(folder.toFile().list()).containsExactly("file");
    assertThat(file).hasContent("own");
  }

  /** Nothing could load it. */
  @Test
  void save_networkOfAnotherConfiguration_isRefusedBeforeAnythingIsWritten() {
    List<RunConfig> others =
        List.of(
            Runs.config("network.layers.1.units=10"),
            Runs.config("network.layers.0.threshold=3"),
            Runs.config("labels.type=append"),
            Runs.interleaved());
    try (ForwardForwardModel model = ForwardForwardModel.of(Runs.config(), BANDS)) {
      for (RunConfig other : others) {
        assertThatThrownBy(() -> save(other, BANDS, model))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("network: expected ")
            .hasMessageEndingWith("Give the configuration and the data that it was trained with.");
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void save_examplesThatLabelsDoNotFit_isRefused() {
    byte[] pixels_ND = {1, 2};
    Dataset narrow = new Dataset("narrow", Split.TRAIN, 1, 2, 3, pixels_ND, new byte[1], List.of());
    try (ForwardForwardModel model = ForwardForwardModel.of(Runs.config(), BANDS)) {
      assertThatThrownBy(() -> save(Runs.config(), new TrainTest(narrow, narrow), model))
          .isInstanceOf(DataException.class);
    }
    assertThat(folder).isEmptyDirectory();
  }

  private RunDirectory save(RunConfig config, TrainTest data, ForwardForwardModel model) {
    return SavedNetwork.save(folder.resolve("run"), config, data.train(), model.network());
  }

  private static ForwardForwardModel trained(RunConfig config, TrainTest data) {
    ForwardForwardModel model = ForwardForwardModel.of(config, data);
    model.train(TrainingListener.ofEpochs(epoch -> {}));
    return model;
  }

  /** Bit for bit, by every predictor. */
  private static void assertSamePredictions(
      ForwardForwardModel model, SavedNetwork loaded, Dataset known, Dataset read) {
    assertSameScores(model.predict(known), loaded.predictors().usual().predict(read));
    assertThat(loaded.predictors().all().stream().map(p -> errors(p, read)))
        .isEqualTo(model.evaluate(known).stream().map(e -> e.errors()).toList());
  }

  private static void assertSameScores(Predictions expected, Predictions received) {
    assertThat(received.examples()).isEqualTo(expected.examples());
    for (int i = 0; i < expected.examples(); i++) {
      for (int label = 0; label < expected.classes(); label++) {
        assertThat(received.score(i, label))
            .as("example %d, label %d", i, label)
            .isEqualTo(expected.score(i, label));
      }
    }
  }

  private static int errors(Predictor predictor, Dataset data) {
    int[] labels = predictor.predict(data).labels();
    int errors = 0;
    for (int i = 0; i < labels.length; i++) {
      errors += labels[i] == data.label(i) ? 0 : 1;
    }
    return errors;
  }

  /** Two columns that tell three classes, by their first. */
  private static Dataset table() {
    Random random = new Random(5);
    int examples = 30;
    float[] values_ND = new float[examples * 2];
    byte[] labels_N = new byte[examples];
    for (int i = 0; i < examples; i++) {
      labels_N[i] = (byte) (i % 3);
      values_ND[2 * i] = 40 + 10 * labels_N[i] + random.nextFloat();
      values_ND[2 * i + 1] = random.nextFloat();
    }
    return Dataset.table(
            "tiny", Split.TRAIN, List.of("size", "noise"), 3, values_ND, labels_N, List.of())
        .named(List.of("low", "middle", "high"));
  }
}
