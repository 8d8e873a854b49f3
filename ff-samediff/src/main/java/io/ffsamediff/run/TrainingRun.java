package io.ffsamediff.run;

import io.ffsamediff.config.CheckpointConfig;
import io.ffsamediff.config.ConfigException;
import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.train.DivergedException;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingResult;
import io.ffsamediff.train.TrainingState;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Trains into a run folder: metrics, checkpoints, model, evaluation and manifest. */
public final class TrainingRun {

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
   * @param manifest the manifest of a run that starts
   * @param progress hears of steps and epochs after they were recorded
   * @param stop asked after each step; true ends training there, with a checkpoint
   * @throws DivergedException if the loss is no longer finite; the manifest says so too
   * @throws RunFolderException if the folder is in use or cannot be written
   */
  public Outcome start(RunManifest manifest, TrainingListener progress, BooleanSupplier stop) {
    run.requireOwnFolders();
    try (RunLock lock = RunLock.take(run)) {
      return train(lock, manifest, 0, progress, stop);
    }
  }

  /**
   * Continues from the newest sound checkpoint.
   *
   * @param resumption with what it goes on; changes of the configuration are written down
   * @param progress hears of steps and epochs after they were recorded
   * @param stop asked after each step; true ends training there, with a checkpoint
   * @throws DivergedException if the loss is no longer finite; the manifest says so too
   * @throws ConfigException if fewer epochs are asked for than were begun
   * @throws RunFormatException if there is no sound checkpoint
   * @throws RunFolderException if the folder is in use or cannot be written
   */
  public Outcome resume(Resumption resumption, TrainingListener progress, BooleanSupplier stop) {
    run.requireOwnFolders();
    try (RunLock lock = RunLock.take(run)) {
      run.deletePartialFiles();
      RunManifest before = RunManifest.read(run);
      TrainingState state = checkpoints.latest(trainee.state(), trainee::problemOf);
      resumption.checkEpochs(run, state.next());
      trainee.restore(state);
      int epochs = state.next().epoch();
      List<String> changes = resumption.asked().changes(resumption.resolved());
      RunManifest.Resume resume = new RunManifest.Resume(clock.instant(), epochs, changes);
      RunManifest manifest = resumption.applyTo(run, before, resume);
      return train(lock, manifest, epochs, progress, stop);
    }
  }

  private Outcome train(
      RunLock held,
      RunManifest manifest,
      int epochs,
      TrainingListener progress,
      BooleanSupplier stop) {
    held.check();
    try (MetricsLog metrics = MetricsLog.open(run, epochs)) {
      manifest.write(run);
      RunRecorder recorder =
          new RunRecorder(metrics, checkpoints, checkpointConfig, System::nanoTime);
      TrainingResult result = trainee.train(new BothListeners(recorder, progress), stop);
      metrics.force();
      Outcome outcome = save(result);
      manifest.ended(clock.instant(), outcome.status()).write(run);
      return outcome;
    } catch (DivergedException e) {
      manifest.ended(clock.instant(), RunStatus.DIVERGED).write(run);
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
    List<Evaluation> evaluations = trainee.evaluate();
    EvaluationFile.write(run, evaluations);
    return new Outcome(RunStatus.FINISHED, epochs, evaluations);
  }
}
