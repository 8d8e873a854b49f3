package io.ffsamediff.run;

import io.ffsamediff.config.CheckpointConfig;
import io.ffsamediff.config.ConfigException;
import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.eval.Examination;
import io.ffsamediff.train.DivergedException;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingResult;
import io.ffsamediff.train.TrainingState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains into a run folder: metrics, checkpoints, model, evaluation and manifest. */
public final class TrainingRun {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

  private final RunDirectory run;
  private final Trainee trainee;
  private final ModelStore.Facts facts;
  private final CheckpointConfig checkpointConfig;
  private final CheckpointStore checkpoints;
  private final Clock clock;

  /**
   * How a run ended.
   *
   * @param status finished or interrupted
   * @param epochs finished epochs
   * @param evaluations those at the end, the default predictor's first; none if interrupted
   */
  public record Outcome(RunStatus status, int epochs, List<Evaluation> evaluations) {
    /** Copies the list. */
    public Outcome {
      evaluations = List.copyOf(evaluations);
    }
  }

  /**
   * A run of {@code trainee}, freshly initialised, in {@code run}.
   *
   * @param facts what is saved beside the layers and the head
   * @param clock tells the times of the manifest
   */
  public TrainingRun(
      RunDirectory run,
      Trainee trainee,
      ModelStore.Facts facts,
      CheckpointConfig checkpointConfig,
      Clock clock) {
    this.run = run;
    this.trainee = trainee;
    this.facts = facts;
    this.checkpointConfig = checkpointConfig;
    this.checkpoints = new CheckpointStore(run, checkpointConfig.keep());
    this.clock = clock;
  }

  /**
   * Trains from the start.
   *
   * @param lock that of the run, held until this returns
   * @param manifest the manifest of a run that starts
   * @param progress hears of steps and epochs after they were recorded
   * @param stop asked after each step; true ends training there, with a checkpoint
   * @throws DivergedException if the loss is no longer finite; the manifest says so too
   * @throws RunFolderException if the folder cannot be written
   */
  public Outcome start(
      RunLock lock, RunManifest manifest, TrainingListener progress, BooleanSupplier stop) {
    run.requireOwnFolders();
    return train(lock, new Beginning(manifest, 0, Optional.empty()), progress, stop);
  }

  /**
   * Continues from the newest sound checkpoint; from the start where the process was killed before
   * it had written one.
   *
   * @param lock that of the run, held until this returns
   * @param resumption with what it goes on; changes of the configuration are written down
   * @param progress hears of steps and epochs after they were recorded
   * @param stop asked after each step; true ends training there, with a checkpoint
   * @throws DivergedException if the loss is no longer finite; the manifest says so too
   * @throws ConfigException if fewer epochs are asked for than were begun
   * @throws RunFormatException if there were checkpoints and none is sound
   * @throws RunFolderException if the folder cannot be written
   */
  public Outcome resume(
      RunLock lock, Resumption resumption, TrainingListener progress, BooleanSupplier stop) {
    lock.check();
    run.requireOwnFolders();
    run.deletePartialFiles();
    RunManifest before = manifestBefore(resumption);
    int epochs = restore(before, resumption);
    List<String> changes = resumption.asked().changes(resumption.resolved());
    RunManifest.Resume resume = new RunManifest.Resume(clock.instant(), epochs, changes);
    RunManifest manifest = resumption.applyTo(before, resume);
    return train(lock, new Beginning(manifest, epochs, resumption.rewritten()), progress, stop);
  }

  private RunManifest manifestBefore(Resumption resumption) {
    return checkpoints.isEmpty() && !Files.exists(run.manifest())
        ? resumption.now()
        : RunManifest.read(run);
  }

  /** Takes the newest sound state; returns how many epochs it has. */
  private int restore(RunManifest before, Resumption resumption) {
    if (before.status() == RunStatus.RUNNING && checkpoints.isEmpty()) {
      LOG.warn("{}: training ended before its first checkpoint and starts anew.", run);
      return 0;
    }
    TrainingState state = checkpoints.latest(trainee.state(), trainee::problemOf);
    resumption.checkEpochs(run, state.next());
    trainee.restore(state);
    return state.next().epoch();
  }

  /**
   * What is written before training.
   *
   * @param manifest from now on
   * @param epochs finished ones, whose metrics stay
   * @param config {@code config.json} from now on, where it changes
   */
  private record Beginning(RunManifest manifest, int epochs, Optional<String> config) {

    /**
     * The manifest comes first: it tells what is to change in the configuration, which a later
     * resumption can then make good. From then on the run is no finished one, so that what was
     * evaluated at an earlier end counts no more, even where the process is killed before it is
     * deleted.
     *
     * @see RunManifest#unfinishedChanges
     */
    void write(RunDirectory run) {
      manifest.write(run);
      config.ifPresent(json -> run.write(run.config(), json.getBytes(StandardCharsets.UTF_8)));
      AtomicFiles.delete(run.evaluation());
      AtomicFiles.delete(run.insights());
    }
  }

  private Outcome train(
      RunLock held, Beginning beginning, TrainingListener progress, BooleanSupplier stop) {
    held.check();
    RunManifest manifest = beginning.manifest();
    try (MetricsLog metrics = MetricsLog.open(run, beginning.epochs())) {
      beginning.write(run);
      RunRecorder recorder =
          new RunRecorder(metrics, checkpoints, checkpointConfig, System::nanoTime);
      TrainingResult result = trainee.train(new BothListeners(recorder, progress), stop);
      metrics.force();
      Outcome outcome = save(result);
      manifest.ended(clock.instant(), outcome.status()).write(run);
      return outcome;
    } catch (DivergedException e) {
      manifest.diverged(clock.instant(), String.valueOf(e.getMessage())).write(run);
      throw e;
    }
  }

  /** Saves the state first: it is what cannot be made again. */
  private Outcome save(TrainingResult result) {
    checkpoints.save(result.state());
    new ModelStore(run).save(facts, trainee);
    int epochs = result.state().next().epoch();
    if (!result.finished()) {
      return new Outcome(RunStatus.INTERRUPTED, epochs, List.of());
    }
    Examination examination = trainee.examine();
    InsightsFile.write(run, examination.insights());
    EvaluationFile.write(run, examination.evaluations());
    return new Outcome(RunStatus.FINISHED, epochs, examination.evaluations());
  }
}
