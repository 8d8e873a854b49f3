package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.AutoCount;
import io.ffsamediff.config.CheckpointConfig;
import io.ffsamediff.config.ResumedConfig;
import io.ffsamediff.data.ImageShape;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Power that is lost at any moment: what was forced to disk until then is enough to go on, and the
 * run ends as one that nothing happened to. Nothing that training has passed by is lost.
 */
class PowerLossTest {

  private static final TrainingListener SILENT = new TrainingListener() {};

  @TempDir Path folder;
  private String expectedMetrics = "";
  private String expectedWeights = "";

  /** Epochs that must outlive a power loss now. */
  private int promised;

  private int losses;

  @BeforeEach
  void trainUndisturbed() throws IOException {
    RunDirectory run = RunDirectory.create(folder.resolve("whole"), RunFixture.CONFIG);
    start(run, SILENT, () -> false);
    expectedMetrics = Files.readString(run.metrics());
    expectedWeights = Files.readString(run.model().resolve("layer-1.fb"));
  }

  @ParameterizedTest
  @EnumSource
  void training_powerLostAtAnyMoment_goesOnAndEndsAsIfItHadNotBeen(FragileDisk.Loss loss)
      throws IOException {
    FragileDisk[] disk = new FragileDisk[1];
    disk[0] =
        new FragileDisk(
            Files.createDirectory(folder.resolve("disk")), what -> lose(disk[0], loss, what));

    RunDirectory run = RunDirectory.create(disk[0].path("run"), RunFixture.CONFIG);
    AtomicInteger epochs = new AtomicInteger();
    start(run, promising(), () -> epochs.getAndIncrement() >= 3);
    resume(run, promising(), "checkpoints.keep=3");

    assertThat(losses).isGreaterThan(80);
    promised = FakeTrainee.EPOCHS;
    lose(disk[0], loss, "the end");
  }

  /** Where it says that it is finished, it has the evaluation of just that end. */
  @ParameterizedTest
  @EnumSource
  void resumeOfFinishedRun_powerLostAtAnyMoment_isFinishedOnlyWithItsEvaluation(
      FragileDisk.Loss loss) throws IOException {
    FragileDisk[] disk = new FragileDisk[1];
    boolean[] isResumed = {false};
    Path empty = Files.createDirectory(folder.resolve("disk"));
    disk[0] = new FragileDisk(empty, what -> checkEnd(disk[0], loss, isResumed[0], what));
    RunDirectory run = RunDirectory.create(disk[0].path("run"), RunFixture.CONFIG);
    start(run, SILENT, () -> false);
    isResumed[0] = true;

    resume(run, SILENT, FakeTrainee.ofEpochs(FakeTrainee.EPOCHS + 1), () -> true);

    assertThat(losses).isGreaterThan(10);
    disk[0].layOut(loss, folder.resolve("end"));
    assertThat(folder.resolve("end/run/manifest.json")).content().contains("\"interrupted\"");
    assertThat(folder.resolve("end/run/evaluation.json")).doesNotExist();
    assertThat(folder.resolve("end/run/insights.json")).doesNotExist();
  }

  private void checkEnd(FragileDisk disk, FragileDisk.Loss loss, boolean isResumed, String what) {
    if (!isResumed) {
      return;
    }
    try {
      Path left = folder.resolve("left-" + losses++);
      disk.layOut(loss, left);
      RunDirectory run = RunDirectory.open(left.resolve("run"));
      boolean isFinished = RunManifest.read(run).status() == RunStatus.FINISHED;
      if (isFinished) {
        assertThat(EvaluationFile.read(run)).as("after: " + what).isPresent();
        assertThat(InsightsFile.read(run)).as("after: " + what).isPresent();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void disk_contentThatWasNotForced_isLost() throws IOException {
    FragileDisk disk = new FragileDisk(Files.createDirectory(folder.resolve("disk")), what -> {});
    Files.writeString(disk.path("new"), "1");
    Files.move(disk.path("new"), disk.path("file"));
    disk.layOut(FragileDisk.Loss.EVERYTHING, folder.resolve("everything"));
    disk.layOut(FragileDisk.Loss.CONTENT, folder.resolve("content"));

    assertThat(folder.resolve("everything")).isEmptyDirectory();
    assertThat(folder.resolve("content/file")).isEmptyFile();
  }

  private TrainingListener promising() {
    return new TrainingListener() {
      @Override
      public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
        // The end of the run saves its own.
        promised = event.epoch() == event.epochs() ? promised : event.epoch();
      }
    };
  }

  private void lose(FragileDisk disk, FragileDisk.Loss loss, String what) {
    try {
      Path left = folder.resolve("left-" + losses++);
      disk.layOut(loss, left);
      goOn(new FragileDisk(left, ignored -> {}).path("run"));
      Folders.delete(left);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("power lost after: " + what, e);
    }
  }

  private void goOn(Path folder) throws IOException {
    RunDirectory run = new RunDirectory(folder);
    boolean isBegun = Files.exists(folder) && !run.isUnbegun();
    if (isBegun) {
      resume(RunDirectory.open(folder), SILENT);
    } else {
      start(RunDirectory.create(folder, RunFixture.CONFIG), SILENT, () -> false);
    }
    int found =
        RunManifest.read(run).resumes().stream()
            .mapToInt(RunManifest.Resume::epochs)
            .reduce(0, (before, last) -> last);
    assertThat(found).isGreaterThanOrEqualTo(promised);
    assertThat(run.metrics()).hasContent(expectedMetrics);
    assertThat(new ModelStore(run).load().layers().get(0)).hasContent(expectedWeights);
    assertThat(RunManifest.read(run).status()).isEqualTo(RunStatus.FINISHED);
    assertThat(EvaluationFile.readAll(run)).hasSize(2);
  }

  private void start(RunDirectory run, TrainingListener progress, BooleanSupplier stop) {
    try (RunLock lock = RunLock.take(run)) {
      trainingRun(run, new FakeTrainee()).start(lock, RunFixture.manifest(), progress, stop);
    }
  }

  private void resume(RunDirectory run, TrainingListener progress, String... overrides) {
    resume(run, progress, new FakeTrainee(), () -> false, overrides);
  }

  private void resume(
      RunDirectory run,
      TrainingListener progress,
      FakeTrainee trainee,
      BooleanSupplier stop,
      String... overrides) {
    ResumedConfig asked =
        ResumedConfig.of("config.json", RunConfigFile.read(run).toString(), List.of(overrides));
    Resumption resumption = new Resumption(asked, asked.config(), RunFixture.manifest());
    try (RunLock lock = RunLock.take(run)) {
      trainingRun(run, trainee).resume(lock, resumption, progress, stop);
    }
  }

  private static TrainingRun trainingRun(RunDirectory run, FakeTrainee trainee) {
    return new TrainingRun(
        run,
        trainee,
        new ModelStore.Facts(
            "0.1.0", 1, ImageShape.grey(1, 1), 2, List.of(), null, RunFixture.CONFIG, 1, true),
        new CheckpointConfig(new AutoCount.Fixed(1), 10, 2),
        Clock.fixed(RunFixture.START, ZoneOffset.UTC));
  }
}
