package io.ffsamediff.cli;

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
import io.ffsamediff.report.RunReport;
import io.ffsamediff.run.ExampleImages;
import io.ffsamediff.run.ModelStore;
import io.ffsamediff.run.Resumption;
import io.ffsamediff.run.RunConfigFile;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunManifest;
import io.ffsamediff.run.TrainingRun;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingMemory;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One call of {@code ff train}: loads what is needed, trains, reports. */
final class TrainingSession {

  private static final int EXAMPLES = 4;

  private final DataOptions dataOptions;
  private final @Nullable DeviceType device;
  private final PrintWriter err;
  private final StopSignal stop;
  private final Clock clock = Clock.systemUTC();

  /**
   * A session.
   *
   * @param device the device asked for on the command line, or null
   * @param err for progress and warnings
   * @param stop asked after each step
   */
  TrainingSession(
      DataOptions dataOptions, @Nullable DeviceType device, PrintWriter err, StopSignal stop) {
    this.dataOptions = dataOptions;
    this.device = device;
    this.err = err;
    this.stop = stop;
  }

  /** Trains a new run; nothing is written before configuration, device and data are sound. */
  TrainingOutcome start(Path configFile, List<String> overrides, @Nullable Path out) {
    RunConfig asked = ConfigReader.read(configFile, withDevice(overrides));
    Path folder = out == null ? RunDirectory.defaultFolder(asked.name(), clock.instant()) : out;
    RunDirectory.requireNew(folder);
    DeviceChoice choice = DeviceSelection.ofThisProcess(asked.device().type(), err);
    TrainTest data = data(asked);
    TrainingSetup.warnOfErasedInk(asked, data, err);
    RunConfig config = TrainingSetup.resolve(asked, data, TrainingSetup.precision(asked, err));
    try (EngineTrainee trainee = new EngineTrainee(config, data)) {
      RunManifest manifest = manifest(config, data, choice);
      RunDirectory run = RunDirectory.create(folder, ConfigWriter.toJson(config));
      return train(
          run,
          config,
          data,
          trainee,
          (training, progress) -> training.start(manifest, progress, stop::requested));
    } catch (RuntimeException | OutOfMemoryError e) {
      throw explained(e, config, data, choice);
    }
  }

  /** Continues a run; {@code overrides} may change keys that may change on the way. */
  TrainingOutcome resume(Path folder, List<String> overrides) {
    RunDirectory run = RunDirectory.open(folder);
    // A process that was killed early leaves none; then the run starts anew.
    Optional<RunManifest> manifest = RunManifest.readIfPresent(run);
    ResumedConfig asked = resumedConfig(run, manifest, overrides);
    RunConfig config = asked.config();
    DeviceChoice choice =
        DeviceSelection.ofThisProcess(device == null ? config.device().type() : device, err);
    TrainTest data = data(config);
    manifest.ifPresent(known -> TrainingSetup.requireSameData(known.data(), data));
    RunConfig now = TrainingSetup.resolve(config, data, TrainingSetup.precision(config, err));
    try (EngineTrainee trainee = new EngineTrainee(now, data)) {
      Resumption resumption = new Resumption(asked, now, manifest(now, data, choice));
      return train(
          run,
          now,
          data,
          trainee,
          (training, progress) -> training.resume(resumption, progress, stop::requested));
    } catch (RuntimeException | OutOfMemoryError e) {
      throw explained(e, now, data, choice);
    }
  }

  /** The run's own configuration with changes, those that a killed process left undone first. */
  private ResumedConfig resumedConfig(
      RunDirectory run, Optional<RunManifest> manifest, List<String> overrides) {
    String source = run.config().toString();
    String own = RunConfigFile.read(run).toString();
    RunConfig before = TrainingSetup.readOwn(source, own);
    List<String> undone =
        manifest.map(known -> known.unfinishedChanges(source, own)).orElse(List.of());
    if (!undone.isEmpty()) {
      err.printf(
          "ff: %s: set %s, as the process was to do that was killed.%n",
          source, String.join(", ", undone));
    } else if (manifest.filter(known -> !known.isOf(before)).isPresent()) {
      err.printf("ff: warning: %s has been changed since the run was started.%n", source);
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
    ModelStore.Facts facts =
        new ModelStore.Facts(
            VersionProvider.version(),
            RowEncoder.of(config, data.train()).inputs(),
            data.train().height(),
            data.train().width(),
            data.train().classes(),
            ConfigWriter.toJson(config),
            config.network().layers().size(),
            config.network().classified() != null);
    TrainingRun training = new TrainingRun(run, trainee, facts, config.checkpoints(), clock);
    if (ExampleImages.read(run).isEmpty()) {
      ExampleImages.pick(data.train(), EXAMPLES, config.seed()).write(run);
    }
    RunReport.writeExamples(run);
    stop.listen();
    try (TrainingProgress progress = TrainingProgress.show(err, config, data)) {
      return new TrainingOutcome(run, how.train(training, progress));
    } finally {
      reportOn(run);
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

  /** A run that diverged is reported too; one that was refused has nothing to report. */
  private static void reportOn(RunDirectory run) {
    if (Files.exists(run.manifest())) {
      RunReport.write(run);
    }
  }

  /** Starting, or resuming. */
  @FunctionalInterface
  private interface Training {
    TrainingRun.Outcome train(TrainingRun training, TrainingListener progress);
  }

  private TrainTest data(RunConfig config) {
    return TrainingSetup.limit(config, dataOptions.load(config.data().name(), err));
  }

  private static RunManifest manifest(RunConfig config, TrainTest data, DeviceChoice choice) {
    return RunManifest.started(
        config.name(),
        config.seed(),
        ConfigHash.sha256(config),
        TrainingSetup.provenance(data),
        new RunManifest.Examples(data.train().size(), data.test().size()),
        TrainingSetup.versions(config, choice),
        TrainingSetup.device(choice),
        Clock.systemUTC().instant());
  }
}
