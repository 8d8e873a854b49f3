package io.ffsamediff.cli;

import io.ffsamediff.config.ConfigException;
import io.ffsamediff.config.ConfigHash;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.ConfigWriter;
import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.config.ResumedConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.DeviceException;
import io.ffsamediff.device.MemoryFailure;
import io.ffsamediff.graph.ParameterFileException;
import io.ffsamediff.report.RunReport;
import io.ffsamediff.run.ExampleImages;
import io.ffsamediff.run.ModelStore;
import io.ffsamediff.run.Resumption;
import io.ffsamediff.run.RunConfigFile;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFolderException;
import io.ffsamediff.run.RunFormatException;
import io.ffsamediff.run.RunLock;
import io.ffsamediff.run.RunManifest;
import io.ffsamediff.run.TrainingRun;
import io.ffsamediff.train.Cluster;
import io.ffsamediff.train.DivergedException;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One call of {@code ff train}: loads what is needed, trains, reports. */
final class TrainingSession {

  private static final int EXAMPLES = 4;

  private final DataOptions dataOptions;
  private final ClusterOption cluster;
  private final Optional<Cluster.Provider> clusters;
  private final @Nullable DeviceType device;
  private final Messages messages;
  private final @Nullable TrainingEvents events;
  private final StopSignal stop;
  private final Clock clock = Clock.systemUTC();

  /**
   * A session.
   *
   * @param cluster where to train, if not here
   * @param clusters opens clusters, where this process can
   * @param device the device asked for on the command line, or null
   * @param messages for progress and warnings
   * @param events where a program wants them
   * @param stop asked after each step
   */
  TrainingSession(
      DataOptions dataOptions,
      ClusterOption cluster,
      Optional<Cluster.Provider> clusters,
      @Nullable DeviceType device,
      Messages messages,
      @Nullable TrainingEvents events,
      StopSignal stop) {
    this.dataOptions = dataOptions;
    this.cluster = cluster;
    this.clusters = clusters;
    this.device = device;
    this.messages = messages;
    this.events = events;
    this.stop = stop;
  }

  /** Trains a new run; nothing is written before configuration, device and data are sound. */
  TrainingOutcome start(Path configFile, List<String> overrides, @Nullable Path out) {
    RunConfig asked = ConfigReader.read(configFile, withDevice(overrides));
    Path folder = out == null ? RunDirectory.defaultFolder(asked.name(), clock.instant()) : out;
    RunDirectory.requireNew(folder);
    DeviceChoice choice = DeviceSelection.ofThisProcess(asked.device().type(), messages);
    try (TrainingGround ground =
        TrainingGround.open(cluster, clusters, dataOptions, asked, messages)) {
      return start(asked, folder, choice, ground);
    }
  }

  private TrainingOutcome start(
      RunConfig asked, Path folder, DeviceChoice choice, TrainingGround ground) {
    TrainTest data = ground.load(asked.data());
    TrainingSetup.warnOfErasedInk(asked, data, messages);
    RunConfig config = TrainingSetup.resolve(asked, data, TrainingSetup.precision(asked, messages));
    try (EngineTrainee trainee = ground.trainee(config, data)) {
      RunManifest manifest = manifest(config, data, choice, ground);
      RunDirectory run = RunDirectory.create(folder, ConfigWriter.toJson(config));
      return train(
          run,
          config,
          data,
          trainee,
          (training, lock, progress) ->
              orDelete(
                  run,
                  () -> {
                    keepExamples(run, data, config);
                    return training.start(lock, manifest, progress, stop::requested);
                  }));
    } catch (RuntimeException | OutOfMemoryError e) {
      throw explained(e, config, data, choice);
    }
  }

  /** Continues a run; {@code overrides} may change keys that may change on the way. */
  TrainingOutcome resume(Path folder, List<String> overrides) {
    RunDirectory run = RunDirectory.open(folder);
    Resumption.requireTrainedHere(run);
    // A process that was killed early leaves none; then the run starts anew.
    Optional<RunManifest> manifest = RunManifest.readIfPresent(run);
    ResumedConfig asked = resumedConfig(run, manifest, overrides);
    RunConfig config = asked.config();
    DeviceChoice choice =
        DeviceSelection.ofThisProcess(device == null ? config.device().type() : device, messages);
    try (TrainingGround ground =
        TrainingGround.open(cluster, clusters, dataOptions, config, messages)) {
      return resume(run, manifest, asked, choice, ground);
    }
  }

  private TrainingOutcome resume(
      RunDirectory run,
      Optional<RunManifest> manifest,
      ResumedConfig asked,
      DeviceChoice choice,
      TrainingGround ground) {
    RunConfig config = asked.config();
    TrainTest data = ground.load(config.data());
    manifest.ifPresent(known -> TrainingSetup.requireSameData(known.data(), data));
    RunConfig now = TrainingSetup.resolve(config, data, TrainingSetup.precision(config, messages));
    try (EngineTrainee trainee = ground.trainee(now, data)) {
      Resumption resumption = new Resumption(asked, now, manifest(now, data, choice, ground));
      manifest.ifPresent(known -> warnOfDifferences(resumption.differences(known)));
      return train(
          run,
          now,
          data,
          trainee,
          (training, lock, progress) -> {
            keepExamples(run, data, now);
            return training.resume(lock, resumption, progress, stop::requested);
          });
    } catch (RuntimeException | OutOfMemoryError e) {
      throw explained(e, now, data, choice);
    }
  }

  private void warnOfDifferences(List<String> differences) {
    if (!differences.isEmpty()) {
      messages.warning(
          "not what the run was trained with before, so that its last digits may differ: %s."
              .formatted(String.join("; ", differences)));
    }
  }

  /** The run's own configuration with changes, those that a killed process left undone first. */
  private ResumedConfig resumedConfig(
      RunDirectory run, Optional<RunManifest> manifest, List<String> overrides) {
    String source = run.config().toString();
    String own = RunConfigFile.read(run).toString();
    RunConfig before = RunConfigFile.parse(source, own);
    List<String> undone =
        manifest.map(known -> known.unfinishedChanges(source, own)).orElse(List.of());
    if (!undone.isEmpty()) {
      messages.notice(
          "%s: set %s, as the process was to do that was killed."
              .formatted(source, String.join(", ", undone)));
    } else if (manifest.filter(known -> !known.isOf(before)).isPresent()) {
      messages.warning("%s has been changed since the run was started.".formatted(source));
    }
    return ResumedConfig.of(
        source, own, Stream.concat(undone.stream(), overrides.stream()).toList());
  }

  private List<String> withDevice(List<String> overrides) {
    return device == null
        ? overrides
        : Stream.concat(
                overrides.stream(),
                Stream.of("device.type=" + device.name().toLowerCase(Locale.ROOT)))
            .toList();
  }

  private TrainingOutcome train(
      RunDirectory run, RunConfig config, TrainTest data, EngineTrainee trainee, Training how) {
    ModelStore.Facts facts = ModelStore.Facts.of(config, data.train());
    TrainingRun training = new TrainingRun(run, trainee, facts, config.checkpoints(), clock);
    try (RunLock lock = RunLock.take(run)) {
      stop.listen();
      TrainingOutcome outcome = train(run, training, lock, config, data, how);
      RunReport.write(run);
      return outcome;
    }
  }

  private TrainingOutcome train(
      RunDirectory run,
      TrainingRun training,
      RunLock lock,
      RunConfig config,
      TrainTest data,
      Training how) {
    try (TrainingProgress progress = TrainingProgress.show(messages, events, run, config, data)) {
      return new TrainingOutcome(run, how.train(training, lock, progress));
    } catch (RuntimeException | OutOfMemoryError e) {
      afterFailure(run, e);
      throw e;
    }
  }

  /** Keeps a few training images for the report, where the run has none yet. */
  private static void keepExamples(RunDirectory run, TrainTest data, RunConfig config) {
    run.requireOwnFolders();
    if (!data.train().isTable()
        && !data.train().isElsewhere()
        && ExampleImages.read(run).isEmpty()) {
      ExampleImages.pick(data.train(), EXAMPLES, config.seed()).write(run);
    }
  }

  /** Deletes a new run that failed before anything was learnt: there is nothing to go on from. */
  private static TrainingRun.Outcome orDelete(
      RunDirectory run, Supplier<TrainingRun.Outcome> training) {
    try {
      return training.get();
    } catch (RuntimeException | OutOfMemoryError e) {
      if (!run.hasLearnt() && !(e instanceof DivergedException)) {
        attempt(run::delete, e);
      }
      throw e;
    }
  }

  /** Reports what was learnt until then; a run that was refused has nothing to report. */
  private static void afterFailure(RunDirectory run, Throwable failure) {
    boolean refused = failure instanceof ConfigException || failure instanceof RunFormatException;
    if (!refused && Files.exists(run.manifest())) {
      attempt(() -> RunReport.write(run), failure);
    }
  }

  /** The first failure is the one to tell. */
  private static void attempt(Runnable cleanUp, Throwable failure) {
    try {
      cleanUp.run();
    } catch (RunFolderException | RunFormatException | ParameterFileException e) {
      failure.addSuppressed(e);
    }
  }

  /** What was thrown, or where memory is the reason, what to do about it. */
  private static RuntimeException explained(
      Throwable thrown, RunConfig config, TrainTest data, DeviceChoice choice) {
    Optional<MemoryFailure> memory = MemoryFailure.of(thrown);
    if (memory.isEmpty()) {
      return (RuntimeException) thrown;
    }
    int inputs = RowEncoder.of(config, data.train()).inputs();
    return new DeviceException(
        "memory: expected room for %s, received none; the run needs %s. Lower training.batchSize (now %d), device.blockRows or network.layers.*.units%s."
            .formatted(
                memory.get().requested(),
                TrainingMemory.of(config, inputs, data.train().size()),
                config.training().batchSize().of(data.train().size()),
                choice.gpu() == null ? "" : ", or take --device cpu"));
  }

  /** Starting, or resuming. */
  @FunctionalInterface
  private interface Training {
    TrainingRun.Outcome train(TrainingRun training, RunLock lock, TrainingListener progress);
  }

  private static RunManifest manifest(
      RunConfig config, TrainTest data, DeviceChoice choice, TrainingGround ground) {
    return RunManifest.started(
        config.name(),
        config.seed(),
        ConfigHash.sha256(config),
        TrainingSetup.provenance(data),
        new RunManifest.Examples(data.train().size(), data.test().size()),
        TrainingSetup.versions(config, choice),
        ground.device(choice),
        Clock.systemUTC().instant());
  }
}
