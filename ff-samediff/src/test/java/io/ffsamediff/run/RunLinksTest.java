package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.config.AutoCount;
import io.ffsamediff.config.CheckpointConfig;
import io.ffsamediff.data.ImageShape;
import io.ffsamediff.report.RunReport;
import io.ffsamediff.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links in a run folder: they are read through, but nothing is written through them. */
class RunLinksTest {

  @TempDir Path folder;
  private RunDirectory run;
  private Path outside;

  @BeforeEach
  void create() throws IOException {
    run = RunFixture.create(folder);
    outside = Files.createDirectory(folder.resolve("outside"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"figures", "checkpoints"})
  void start_folderThatIsALink_isRefused(String name) throws IOException {
    link(name);

    assertThatThrownBy(this::train)
        .isInstanceOf(RunFolderException.class)
        .hasMessage(
            run.folder().resolve(name)
                + ": expected a folder of the run, received a link to elsewhere. Replace it by a folder with the same content.");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void report_figuresThatAreALink_isRefused() throws IOException {
    train();
    link("figures");

    assertThatThrownBy(() -> RunReport.write(run))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("figures: expected a folder of the run");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void start_lockThatIsALink_isRefused() throws IOException {
    Path lock = run.folder().resolve(".lock");
    Files.deleteIfExists(lock);
    Files.createSymbolicLink(lock, outside.resolve("lock"));

    assertThatThrownBy(this::train)
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining(".lock: expected a place that can be written");
    assertThat(outside).isEmptyDirectory();
  }

  /** Also links that point to nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"model", "model.partial", "model.old"})
  void start_modelThatIsALink_isReplaced(String name) throws IOException {
    for (boolean dangling : new boolean[] {false, true}) {
      Path target = dangling ? outside.resolve("none") : outside;
      Files.createSymbolicLink(run.folder().resolve(name), target);

      train();

      assertThat(outside).isEmptyDirectory();
      assertThat(Files.isSymbolicLink(run.model())).isFalse();
      assertThat(new ModelStore(run).load().layers()).hasSize(1);
      assertThat(run.folder()).isDirectoryNotContaining("glob:**model.*");
      Folders.delete(run.model());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.jsonl", "manifest.json", "evaluation.json"})
  void start_fileThatIsALink_isReplaced(String name) throws IOException {
    Path target = Files.writeString(outside.resolve("mine"), "");
    Files.createSymbolicLink(run.folder().resolve(name), target);

    train();

    assertThat(target).isEmptyFile();
    assertThat(Files.isSymbolicLink(run.folder().resolve(name))).isFalse();
  }

  @Test
  void load_partThatIsALink_isRead() throws IOException {
    train();
    Path part = run.model().resolve("layer-1.fb");
    Files.move(part, outside.resolve("layer"));
    Files.createSymbolicLink(part, outside.resolve("layer"));

    assertThat(new ModelStore(run).load().layers()).containsExactly(part);
  }

  private void link(String name) throws IOException {
    Path path = run.folder().resolve(name);
    Folders.delete(path);
    Files.createSymbolicLink(path, outside);
  }

  private void train() {
    ModelStore.Facts facts =
        new ModelStore.Facts(
            "0.1.0", 784, ImageShape.grey(28, 28), 10, List.of(), null, RunFixture.CONFIG, 1, true);
    TrainingRun training =
        new TrainingRun(
            run,
            new FakeTrainee(),
            facts,
            new CheckpointConfig(new AutoCount.Auto(), 10, 2),
            Clock.systemUTC());
    try (RunLock lock = RunLock.take(run)) {
      training.start(lock, RunFixture.manifest(), new TrainingListener() {}, () -> false);
    }
  }
}
