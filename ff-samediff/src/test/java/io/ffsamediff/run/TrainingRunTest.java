package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.config.AutoCount;
import io.ffsamediff.config.CheckpointConfig;
import io.ffsamediff.config.ConfigException;
import io.ffsamediff.config.ConfigHash;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.ResumedConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.train.DivergedException;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.TrainingCursor;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {

  private static final TrainingListener SILENT = new TrainingListener() {};

  @TempDir Path folder;
  private RunDirectory run;

  @BeforeEach
  void create() {
    run = RunFixture.create(folder);
  }

  @Test
  void start_untilTheEnd_writesEveryPartOfTheRun() {
    TrainingRun.Outcome outcome =
        trainingRun(new FakeTrainee(), 2)
            .start(RunFixture.manifest(), SILENT, TrainingRunTest::never);

    assertThat(outcome.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(outcome.epochs()).isEqualTo(FakeTrainee.EPOCHS);
    assertThat(MetricsLog.read(run)).hasSize(FakeTrainee.EPOCHS);
    assertThat(outcome.evaluations())
        .extracting(Evaluation::predictor)
        .containsExactly("goodness", "head");
    assertThat(EvaluationFile.readAll(run))
        .usingRecursiveComparison()
        .isEqualTo(outcome.evaluations());
    assertThat(new ModelStore(run).load().layers()).hasSize(1);
    assertThat(new ModelStore(run).load().head()).isPresent();
    assertThat(RunManifest.read(run).status()).isEqualTo(RunStatus.FINISHED);
    assertThat(RunManifest.read(run).end()).isNotNull();
    assertThat(run.checkpoints().toFile().list()).hasSize(2);
  }

  @Test
  void resume_interruptedRun_endsAsIfItHadNotBeenInterrupted() throws IOException {
    RunDirectory whole = RunDirectory.create(folder.resolve("whole"), RunFixture.CONFIG);
    trainingRun(whole, new FakeTrainee(), 1)
        .start(RunFixture.manifest(), SILENT, TrainingRunTest::never);

    TrainingRun.Outcome stopped =
        trainingRun(new FakeTrainee(), 1).start(RunFixture.manifest(), SILENT, after(3));
    assertThat(stopped).isEqualTo(new TrainingRun.Outcome(RunStatus.INTERRUPTED, 3, List.of()));
    assertThat(RunManifest.read(run).status()).isEqualTo(RunStatus.INTERRUPTED);
    resume(new FakeTrainee());

    assertThat(new ModelStore(run).load().layers().get(0))
        .hasSameBinaryContentAs(new ModelStore(whole).load().layers().get(0));
    assertThat(run.metrics()).hasSameBinaryContentAs(whole.metrics());
    assertThat(RunManifest.read(run).resumes())
        .containsExactly(new RunManifest.Resume(RunFixture.START, 3, List.of()));
  }

  @Test
  void resume_runThatWasKilledAfterItsCheckpoint_trainsTheLostEpochsAgain() {
    trainingRun(new FakeTrainee(), 4).start(RunFixture.manifest(), SILENT, TrainingRunTest::never);
    new CheckpointStore(run, 2).save(stateAfter(4));

    resume(new FakeTrainee());

    assertThat(MetricsLog.read(run)).hasSize(FakeTrainee.EPOCHS);
    assertThat(RunManifest.read(run).resumes())
        .extracting(RunManifest.Resume::epochs)
        .containsExactly(4);
  }

  @Test
  void resume_changedKeys_writesThemToConfigurationAndManifest() {
    trainingRun(new FakeTrainee(), 1).start(RunFixture.manifest(), SILENT, after(3));

    resume(new FakeTrainee(), "training.epochs=40", "checkpoints.keep=3");

    RunManifest manifest = RunManifest.read(run);
    assertThat(manifest.resumes().get(0).changes())
        .containsExactly("training.epochs=40", "checkpoints.keep=3");
    RunConfig now = ConfigReader.read(run.config(), List.of());
    assertThat(now.training().epochs()).isEqualTo(40);
    assertThat(manifest.configHash()).isEqualTo(ConfigHash.sha256(now));
  }

  @Test
  void resume_fewerEpochsThanWereBegun_isRefusedAndChangesNothing() throws IOException {
    trainingRun(new FakeTrainee(), 1).start(RunFixture.manifest(), SILENT, after(3));
    String config = Files.readString(run.config());
    String manifest = Files.readString(run.manifest());

    assertThatThrownBy(() -> resume(new FakeTrainee(), "training.epochs=2"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "/training/epochs: expected 3 or more, the epochs that were begun, received 2. Resume with --set training.epochs=3.");
    assertThat(run.config()).hasContent(config);
    assertThat(run.manifest()).hasContent(manifest);
  }

  /** A checksum that agrees does not make a state one of this run. */
  @Test
  void resume_newestStateThatCannotBeOne_takesTheOneBefore() {
    trainingRun(new FakeTrainee(), 1).start(RunFixture.manifest(), SILENT, after(3));
    TrainingState sound = new FakeTrainee().state();
    new CheckpointStore(run, 5)
        .save(
            new TrainingState(
                TrainingCursor.startOf(Integer.MAX_VALUE), sound.totals(), sound.layers()));

    resume(new FakeTrainee());

    assertThat(RunManifest.read(run).resumes())
        .extracting(RunManifest.Resume::epochs)
        .containsExactly(3);
  }

  @Test
  void resume_halfWrittenFilesOfAKilledProcess_areRemoved() throws IOException {
    trainingRun(new FakeTrainee(), 1).start(RunFixture.manifest(), SILENT, after(3));
    List<Path> left =
        List.of(
            run.folder().resolve("metrics.jsonl.partial"),
            run.checkpoints().resolve("00000009.ckpt.partial"));
    for (Path file : left) {
      Files.writeString(file, "half");
    }

    resume(new FakeTrainee());

    assertThat(left).noneMatch(Files::exists);
  }

  @Test
  void start_divergingRun_saysSoInTheManifest() {
    TrainingRun training = trainingRun(new FakeTrainee(3), 1);

    assertThatThrownBy(() -> training.start(RunFixture.manifest(), SILENT, TrainingRunTest::never))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("layer 1, step 3");
    assertThat(RunManifest.read(run).status()).isEqualTo(RunStatus.DIVERGED);
    assertThat(MetricsLog.read(run)).hasSize(2);
    assertThat(run.model()).doesNotExist();
  }

  @Test
  void start_runInTraining_isRefused() throws IOException {
    try (RunLock lock = RunLock.take(run)) {
      lock.check();
      TrainingRun second = trainingRun(new FakeTrainee(), 1);
      assertThatThrownBy(() -> second.start(RunFixture.manifest(), SILENT, TrainingRunTest::never))
          .isInstanceOf(RunFolderException.class);
    }
    assertThat(Files.exists(run.manifest())).isFalse();
  }

  @Test
  void resume_runWithoutCheckpoint_changesNothing() throws IOException {
    RunFixture.manifest().ended(RunFixture.START, RunStatus.DIVERGED).write(run);
    byte[] before = Files.readAllBytes(run.manifest());

    assertThatThrownBy(() -> resume(new FakeTrainee()))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("expected a checkpoint, received none");
    assertThat(run.manifest()).hasBinaryContent(before);
  }

  @Test
  void start_progress_hearsOfAnEpochAfterItWasRecorded() {
    List<Integer> lines = new ArrayList<>();
    TrainingListener progress =
        new TrainingListener() {
          @Override
          public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
            lines.add(MetricsLog.read(run).size());
          }
        };

    trainingRun(new FakeTrainee(), 1)
        .start(RunFixture.manifest(), progress, TrainingRunTest::never);

    assertThat(lines).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void recorder_automatic_savesWhenTheLastCheckpointIsOld() {
    AtomicLong nanos = new AtomicLong();
    CheckpointStore store = new CheckpointStore(run, 2);
    try (MetricsLog metrics = MetricsLog.open(run, 0)) {
      RunRecorder recorder =
          new RunRecorder(
              metrics, store, new CheckpointConfig(new AutoCount.Auto(), 10, 2), nanos::get);
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(29));
      recorder.onEpoch(FakeTrainee.event(1, 1), () -> stateAfter(1));
      assertThat(run.checkpoints()).isEmptyDirectory();
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      recorder.onEpoch(FakeTrainee.event(2, 1), () -> stateAfter(2));
      recorder.onEpoch(FakeTrainee.event(3, 1), () -> stateAfter(3));
    }
    assertThat(store.latest(stateAfter(0)).next().epoch()).isEqualTo(2);
  }

  @Test
  void recorder_insideAnEpoch_savesWhenTheLastCheckpointIsOld() {
    AtomicLong nanos = new AtomicLong();
    try (MetricsLog metrics = MetricsLog.open(run, 0)) {
      RunRecorder recorder =
          new RunRecorder(
              metrics,
              new CheckpointStore(run, 2),
              new CheckpointConfig(new AutoCount.Fixed(100), 0.5, 2),
              nanos::get);
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(29));
      recorder.onPause(() -> stateAfter(1));
      assertThat(run.checkpoints()).isEmptyDirectory();
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      recorder.onPause(() -> stateAfter(1));
      recorder.onPause(() -> stateAfter(2));
    }
    assertThat(run.checkpoints().toFile().list()).containsExactly("00000001.ckpt");
  }

  @Test
  void recorder_fewerValidationErrors_keepsThatStateApart() {
    CheckpointStore store = new CheckpointStore(run, 2);
    List<Integer> errors = List.of(9, 5, 5, 7);
    try (MetricsLog metrics = MetricsLog.open(run, 0)) {
      RunRecorder recorder = recorder(metrics, store);
      for (int epoch = 1; epoch <= errors.size(); epoch++) {
        int done = epoch;
        recorder.onEpoch(
            FakeTrainee.validated(epoch, errors.get(epoch - 1)), () -> stateAfter(done));
      }
    }
    assertThat(run.checkpoints().toFile().list()).containsExactly("best.ckpt");
    assertThat(store.latest(stateAfter(0)).next().epoch()).isEqualTo(2);
  }

  @Test
  void recorder_afterAResume_remembersTheFewestErrors() {
    CheckpointStore store = new CheckpointStore(run, 2);
    try (MetricsLog metrics = MetricsLog.open(run, 0)) {
      recorder(metrics, store).onEpoch(FakeTrainee.validated(1, 5), () -> stateAfter(1));
    }
    try (MetricsLog metrics = MetricsLog.open(run, 1)) {
      recorder(metrics, store).onEpoch(FakeTrainee.validated(2, 6), () -> stateAfter(2));
    }
    assertThat(store.latest(stateAfter(0)).next().epoch()).isEqualTo(1);
  }

  @Test
  void recorder_runFolderThatVanished_endsTraining() throws IOException {
    try (MetricsLog metrics = MetricsLog.open(run, 0)) {
      RunRecorder recorder = recorder(metrics, new CheckpointStore(run, 2));
      Folders.delete(run.folder());

      assertThatThrownBy(() -> recorder.onEpoch(FakeTrainee.event(1, 1), () -> stateAfter(1)))
          .isInstanceOf(RunFolderException.class)
          .hasMessageContaining("metrics.jsonl: expected a place that can be written")
          .hasMessageContaining("one that does not exist");
    }
    assertThat(run.folder()).doesNotExist();
  }

  private static RunRecorder recorder(MetricsLog metrics, CheckpointStore store) {
    return new RunRecorder(
        metrics, store, new CheckpointConfig(new AutoCount.Fixed(100), 10, 2), () -> 0);
  }

  private static TrainingState stateAfter(int epochs) {
    FakeTrainee trainee = new FakeTrainee();
    return trainee.train(SILENT, after(epochs)).state();
  }

  private static boolean never() {
    return false;
  }

  private static BooleanSupplier after(int epochs) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.getAndIncrement() >= epochs;
  }

  private void resume(FakeTrainee trainee, String... overrides) {
    RunManifest manifest = RunFixture.manifest();
    ResumedConfig asked =
        ResumedConfig.of("config.json", RunConfigFile.read(run).toString(), List.of(overrides));
    trainingRun(trainee, 1)
        .resume(
            new Resumption(asked, asked.config(), manifest.versions(), manifest.device()),
            SILENT,
            TrainingRunTest::never);
  }

  private TrainingRun trainingRun(FakeTrainee trainee, int every) {
    return trainingRun(run, trainee, every);
  }

  private static TrainingRun trainingRun(RunDirectory run, FakeTrainee trainee, int every) {
    return new TrainingRun(
        run,
        trainee,
        new ModelStore.Facts("0.1.0", 1, 1, 1, 2, RunFixture.CONFIG, 1, true),
        new CheckpointConfig(new AutoCount.Fixed(every), 10, 2),
        Clock.fixed(RunFixture.START, ZoneOffset.UTC));
  }
}
