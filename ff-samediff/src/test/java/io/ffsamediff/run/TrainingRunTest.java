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
import io.ffsamediff.data.ImageShape;
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
    TrainingRun.Outcome outcome = start(run, new FakeTrainee(), 2, SILENT, TrainingRunTest::never);

    assertThat(outcome.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(outcome.epochs()).isEqualTo(FakeTrainee.EPOCHS);
    assertThat(MetricsLog.read(run)).hasSize(FakeTrainee.EPOCHS);
    assertThat(outcome.evaluations())
        .extracting(Evaluation::predictor)
        .containsExactly("goodness", "head");
    assertThat(EvaluationFile.readAll(run))
        .usingRecursiveComparison()
        .isEqualTo(outcome.evaluations());
    assertThat(InsightsFile.read(run)).isPresent();
    assertThat(new ModelStore(run).load().layers()).hasSize(1);
    assertThat(new ModelStore(run).load().head()).isPresent();
    assertThat(RunManifest.read(run).status()).isEqualTo(RunStatus.FINISHED);
    assertThat(RunManifest.read(run).end()).isNotNull();
    assertThat(run.checkpoints().toFile().list()).hasSize(2);
  }

  @Test
  void resume_interruptedRun_endsAsIfItHadNotBeenInterrupted() throws IOException {
    RunDirectory whole = RunDirectory.create(folder.resolve("whole"), RunFixture.CONFIG);
    start(whole, new FakeTrainee(), 1, SILENT, TrainingRunTest::never);

    TrainingRun.Outcome stopped = start(run, new FakeTrainee(), 1, SILENT, after(3));
    assertThat(stopped).isEqualTo(new TrainingRun.Outcome(RunStatus.INTERRUPTED, 3, List.of()));
    assertThat(RunManifest.read(run).status()).isEqualTo(RunStatus.INTERRUPTED);
    resume(new FakeTrainee());

    assertThat(new ModelStore(run).load().layers().get(0))
        .hasSameBinaryContentAs(new ModelStore(whole).load().layers().get(0));
    assertThat(run.metrics()).hasSameBinaryContentAs(whole.metrics());
    assertThat(RunManifest.read(run).resumes())
        .containsExactly(new RunManifest.Resume(RunFixture.START, 3, List.of()));
  }

  /** What was evaluated at the earlier end is not of the network any more. */
  @Test
  void resume_finishedRunWithMoreEpochs_forgetsItsEvaluationBeforeItTrains() {
    start(run, new FakeTrainee(), 1, SILENT, TrainingRunTest::never);
    List<Boolean> found = new ArrayList<>();

    resume(
        FakeTrainee.ofEpochs(FakeTrainee.EPOCHS + 3),
        () -> {
          found.add(Files.exists(run.evaluation()) || Files.exists(run.insights()));
          return found.size() > 2;
        });

    assertThat(found).containsExactly(false, false, false);
    assertThat(run.evaluation()).doesNotExist();
    assertThat(run.insights()).doesNotExist();
    assertThat(RunManifest.read(run).status()).isEqualTo(RunStatus.INTERRUPTED);
    resume(FakeTrainee.ofEpochs(FakeTrainee.EPOCHS + 3));
    assertThat(EvaluationFile.read(run)).isPresent();
    assertThat(InsightsFile.read(run)).isPresent();
  }

  @Test
  void resume_thatIsRefused_keepsTheEvaluation() {
    start(run, new FakeTrainee(), 1, SILENT, TrainingRunTest::never);

    assertThatThrownBy(() -> resume(new FakeTrainee(), "training.epochs=2"))
        .isInstanceOf(ConfigException.class);
    assertThat(EvaluationFile.read(run)).isPresent();
    assertThat(InsightsFile.read(run)).isPresent();
  }

  @Test
  void resume_runThatWasKilledAfterItsCheckpoint_trainsTheLostEpochsAgain() {
    start(run, new FakeTrainee(), 4, SILENT, TrainingRunTest::never);
    new CheckpointStore(run, 2).save(stateAfter(4));

    resume(new FakeTrainee());

    assertThat(MetricsLog.read(run)).hasSize(FakeTrainee.EPOCHS);
    assertThat(RunManifest.read(run).resumes())
        .extracting(RunManifest.Resume::epochs)
        .containsExactly(4);
  }

  @Test
  void resume_changedKeys_writesThemToConfigurationAndManifest() {
    start(run, new FakeTrainee(), 1, SILENT, after(3));

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
    start(run, new FakeTrainee(), 1, SILENT, after(3));
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
    start(run, new FakeTrainee(), 1, SILENT, after(3));
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
    start(run, new FakeTrainee(), 1, SILENT, after(3));
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
    assertThatThrownBy(() -> start(run, new FakeTrainee(3), 1, SILENT, TrainingRunTest::never))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("layer 1, step 3");
    assertThat(RunManifest.read(run).status()).isEqualTo(RunStatus.DIVERGED);
    assertThat(RunManifest.read(run).problem()).contains("layer 1, step 3");
    assertThat(MetricsLog.read(run)).hasSize(2);
    assertThat(run.model()).doesNotExist();
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
  void resume_processKilledBeforeItsManifest_startsAnew() throws IOException {
    resume(new FakeTrainee());

    assertEndsAsAWholeRun(List.of());
  }

  @Test
  void resume_processKilledBeforeItsFirstCheckpoint_startsAnew() throws IOException {
    RunFixture.manifest().write(run);
    try (MetricsLog metrics = MetricsLog.open(run, 0)) {
      metrics.append(RunFixture.epoch(1, FakeTrainee.EPOCHS));
      metrics.append(RunFixture.epoch(2, FakeTrainee.EPOCHS));
    }

    resume(new FakeTrainee(), "checkpoints.keep=3");

    assertEndsAsAWholeRun(List.of("checkpoints.keep=3"));
    assertThat(ConfigReader.read(run.config(), List.of()).checkpoints().keep()).isEqualTo(3);
  }

  @Test
  void resume_checkpointsThatWereDeleted_isRefused() throws IOException {
    start(run, new FakeTrainee(), 1, SILENT, after(3));
    Folders.delete(run.checkpoints());

    assertThatThrownBy(() -> resume(new FakeTrainee()))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("expected a checkpoint, received none");
    assertThat(MetricsLog.read(run)).hasSize(3);
  }

  @Test
  void resume_checkpointsWithoutManifest_isRefused() throws IOException {
    start(run, new FakeTrainee(), 1, SILENT, after(3));
    Files.delete(run.manifest());

    assertThatThrownBy(() -> resume(new FakeTrainee()))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("manifest.json: expected a file of the run, received none");
  }

  @Test
  void unfinishedChanges_killedBetweenManifestAndConfiguration_areThoseOfTheLastResumption() {
    String own = RunConfigFile.read(run).toString();
    List<String> changes = List.of("training.epochs=40", "device.type=\"cpu\"");
    String hash = ConfigHash.sha256(ConfigReader.parse("config.json", own, changes));
    RunManifest killed = resumedWith(changes, hash);

    assertThat(killed.unfinishedChanges("config.json", own)).isEqualTo(changes);
    assertThat(resumedWith(List.of(), hash).unfinishedChanges("config.json", own)).isEmpty();
    assertThat(RunFixture.manifest().unfinishedChanges("config.json", own)).isEmpty();
  }

  @Test
  void unfinishedChanges_finishedOrOfAnotherConfiguration_areNone() {
    String own = RunConfigFile.read(run).toString();
    List<String> changes = List.of("training.epochs=40");
    String hash = ConfigHash.sha256(ConfigReader.parse("config.json", own, changes));
    RunManifest killed = resumedWith(changes, hash);
    RunManifest ended = killed.ended(RunFixture.START, RunStatus.INTERRUPTED);
    String done = own.replace("\"epochs\":30", "\"epochs\":40");
    String edited = own.replace("\"seed\":7", "\"seed\":8");

    assertThat(killed.unfinishedChanges("config.json", done)).isEmpty();
    assertThat(killed.isOf(ConfigReader.parse("config.json", done, List.of()))).isTrue();
    assertThat(killed.unfinishedChanges("config.json", edited)).isEmpty();
    assertThat(killed.unfinishedChanges("config.json", "{}")).isEmpty();
    assertThat(ended.unfinishedChanges("config.json", own)).isEmpty();
  }

  private static RunManifest resumedWith(List<String> changes, String hash) {
    RunManifest manifest = RunFixture.manifest();
    return manifest.resumed(
        new RunManifest.Resume(RunFixture.START, 3, changes),
        manifest.versions(),
        manifest.device(),
        hash);
  }

  /** Weights and metrics are those of a run that nothing happened to. */
  private void assertEndsAsAWholeRun(List<String> changes) throws IOException {
    RunDirectory whole = RunDirectory.create(folder.resolve("whole"), RunFixture.CONFIG);
    start(whole, new FakeTrainee(), 1, SILENT, TrainingRunTest::never);
    assertThat(new ModelStore(run).load().layers().get(0))
        .hasSameBinaryContentAs(new ModelStore(whole).load().layers().get(0));
    assertThat(run.metrics()).hasSameBinaryContentAs(whole.metrics());
    RunManifest manifest = RunManifest.read(run);
    assertThat(manifest.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(manifest.resumes())
        .containsExactly(new RunManifest.Resume(RunFixture.START, 0, changes));
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

    start(run, new FakeTrainee(), 1, progress, TrainingRunTest::never);

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
    resume(trainee, TrainingRunTest::never, overrides);
  }

  private void resume(FakeTrainee trainee, BooleanSupplier stop, String... overrides) {
    ResumedConfig asked =
        ResumedConfig.of("config.json", RunConfigFile.read(run).toString(), List.of(overrides));
    try (RunLock lock = RunLock.take(run)) {
      trainingRun(run, trainee, 1)
          .resume(lock, new Resumption(asked, asked.config(), RunFixture.manifest()), SILENT, stop);
    }
  }

  private static TrainingRun.Outcome start(
      RunDirectory run,
      FakeTrainee trainee,
      int every,
      TrainingListener listener,
      BooleanSupplier stop) {
    try (RunLock lock = RunLock.take(run)) {
      return trainingRun(run, trainee, every).start(lock, RunFixture.manifest(), listener, stop);
    }
  }

  private static TrainingRun trainingRun(RunDirectory run, FakeTrainee trainee, int every) {
    return new TrainingRun(
        run,
        trainee,
        new ModelStore.Facts(
            "0.1.0", 1, ImageShape.grey(1, 1), 2, List.of(), null, RunFixture.CONFIG, 1, true),
        new CheckpointConfig(new AutoCount.Fixed(every), 10, 2),
        Clock.fixed(RunFixture.START, ZoneOffset.UTC));
  }
}
