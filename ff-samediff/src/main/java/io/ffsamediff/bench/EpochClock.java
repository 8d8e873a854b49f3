package io.ffsamediff.bench;

import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.StepEvent;
import io.ffsamediff.train.TrainingListener;
import io.ffsamediff.train.TrainingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/*
 * A step that follows a step of the same layer on the same batch has nothing but itself between the
 * two events. The first step of a layer on a batch has sampling or a hand-over before it, so its own
 * share is taken to be the mean of the others.
 */
/** Times whole epochs of a controller, and the steps within them. */
final class EpochClock implements TrainingListener {

  private final int most;
  private final double budgetSeconds;
  private final List<EpochTimes> epochs = new ArrayList<>();
  private final double[] pureSeconds;
  private final long[] pureSteps;
  private final long[] steps;
  private double spent;
  private long lastStep;

  /**
   * One epoch.
   *
   * @param seconds all of it, sampling and hand-overs included
   * @param innerSeconds the steps of each layer alone, first to last; NaN where no step of a layer
   *     follows another
   */
  record EpochTimes(double seconds, double[] innerSeconds) {}

  /**
   * A clock.
   *
   * @param layers layers of the network
   * @param most epochs wanted
   * @param budgetSeconds no further epoch is begun after this time
   */
  EpochClock(int layers, int most, double budgetSeconds) {
    this.most = most;
    this.budgetSeconds = budgetSeconds;
    this.pureSeconds = new double[layers];
    this.pureSteps = new long[layers];
    this.steps = new long[layers];
  }

  @Override
  public void onStep(StepEvent event) {
    step(event.cursor().layer(), event.cursor().innerEpoch(), System.nanoTime());
  }

  /** Takes the time of a step's end. */
  void step(int layer, int innerEpoch, long nanos) {
    steps[layer]++;
    if (innerEpoch > 0) {
      pureSeconds[layer] += (nanos - lastStep) / 1e9;
      pureSteps[layer]++;
    }
    lastStep = nanos;
  }

  @Override
  public void onEpoch(EpochEvent event, Supplier<TrainingState> state) {
    epoch(event.seconds());
  }

  /** Takes the time of an epoch and starts the next one. */
  void epoch(double seconds) {
    double[] inner = new double[steps.length];
    for (int l = 0; l < inner.length; l++) {
      inner[l] = pureSteps[l] == 0 ? Double.NaN : pureSeconds[l] / pureSteps[l] * steps[l];
    }
    epochs.add(new EpochTimes(seconds, inner));
    spent += seconds;
    Arrays.fill(pureSeconds, 0);
    Arrays.fill(pureSteps, 0);
    Arrays.fill(steps, 0);
  }

  /** Whether as many epochs are done as are wanted, or the time is spent. */
  boolean enough() {
    return epochs.size() >= most || spent >= budgetSeconds;
  }

  /** Whether the first epoch only warms up: where there is another. */
  boolean hasWarmedUp() {
    return epochs.size() > 1;
  }

  /** The epochs that count. */
  List<EpochTimes> counted() {
    return List.copyOf(epochs.subList(hasWarmedUp() ? 1 : 0, epochs.size()));
  }
}
