package io.ffsamediff.run;

import io.ffsamediff.eval.Examination;
import io.ffsamediff.train.DivergedException;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.EpochTotals;
import io.ffsamediff.train.LayerState;
import io.ffsamediff.train.StateProblem;
import io.ffsamediff.train.TrainingCursor;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingResult;
import io.ffsamediff.train.TrainingState;
import io.ffsamediff.train.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A network of one weight that counts epochs. */
final class FakeTrainee implements Trainee {

  static final int EPOCHS = 6;

  private final int epochs;
  private final int divergesAt;
  private int epoch;
  private float weight = 1;

  FakeTrainee() {
    this(Integer.MAX_VALUE);
  }

  FakeTrainee(int divergesAt) {
    this(EPOCHS, divergesAt);
  }

  private FakeTrainee(int epochs, int divergesAt) {
    this.epochs = epochs;
    this.divergesAt = divergesAt;
  }

  /** One that is to learn for more epochs than {@link #EPOCHS}. */
  static FakeTrainee ofEpochs(int epochs) {
    return new FakeTrainee(epochs, Integer.MAX_VALUE);
  }

  @Override
  public TrainingState state() {
    return new TrainingState(
        TrainingCursor.startOf(epoch),
        new EpochTotals(epoch, 0, 0, List.of()),
        List.of(new LayerState(new float[] {weight}, new float[2], epoch)));
  }

  @Override
  public Optional<StateProblem> problemOf(TrainingState state) {
    int told = state.layers().get(0).iteration();
    return told == state.next().epoch()
        ? Optional.empty()
        : Optional.of(new StateProblem(state.next().epoch() + " steps", String.valueOf(told)));
  }

  @Override
  public void restore(TrainingState state) {
    epoch = state.next().epoch();
    weight = state.layers().get(0).parameters()[0];
  }

  @Override
  public TrainingResult train(TrainingListener listener, BooleanSupplier stop) {
    while (epoch < epochs) {
      if (stop.getAsBoolean()) {
        return new TrainingResult(false, state());
      }
      if (epoch + 1 == divergesAt) {
        throw new DivergedException("layer 1, step 3: expected a finite loss, received NaN.");
      }
      epoch++;
      weight = weight * 1.5f + epoch;
      listener.onEpoch(event(epoch, weight), this::state);
    }
    return new TrainingResult(true, state());
  }

  /** The end of epoch {@code epoch}; the last one was evaluated. */
  @SuppressWarnings("NullAway") // the annotation of a nested type is lost in class files of JDK 17
  static EpochEvent event(int epoch, double loss) {
    Validation.Errors errors = epoch == EPOCHS ? new Validation.Errors(2, 1) : null;
    return new EpochEvent(epoch, EPOCHS, loss, loss, 0.1, 0.5, List.of(), null, errors);
  }

  /** The end of an epoch after which so many validation examples were judged wrongly. */
  @SuppressWarnings("NullAway") // as above
  static EpochEvent validated(int epoch, int errors) {
    return new EpochEvent(
        epoch, EPOCHS, 1, 1, 0.1, 0.5, List.of(), null, new Validation.Errors(2, 1, errors));
  }

  @Override
  public void writeLayer(int layer, Path file) throws IOException {
    Files.writeString(file, "weight " + weight);
  }

  @Override
  public void writeHead(Path file) throws IOException {
    Files.writeString(file, "head " + weight);
  }

  @Override
  public Examination examine() {
    return new Examination(
        List.of(RunFixture.evaluation(), RunFixture.headEvaluation()), RunFixture.insights());
  }
}
