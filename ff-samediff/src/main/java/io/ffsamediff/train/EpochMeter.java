package io.ffsamediff.train;

import io.ffsamediff.exec.StepStatistics;
import io.ffsamediff.train.EpochEvent.LayerEpoch;
import io.ffsamediff.train.EpochTotals.LayerTotals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sums a run's losses and goodness up to the metrics of its epochs. */
final class EpochMeter {

  private final LayerTotals[] layers;
  private double pastLoss;
  private double seconds;
  private double headLoss;
  private long started;

  /** For so many layers with a loss of their own; 0 where the head's is the only one. */
  EpochMeter(int layers) {
    this.layers = new LayerTotals[layers];
    Arrays.fill(this.layers, LayerTotals.ZERO);
  }

  /** Goes on from saved sums. */
  void restore(EpochTotals totals) {
    for (int l = 0; l < layers.length; l++) {
      layers[l] = totals.layers().get(l);
    }
    pastLoss = totals.pastLoss();
    seconds = totals.seconds();
    headLoss = totals.headLoss();
  }

  /**
   * Adds a step of layer {@code layer}.
   *
   * @param pairs the batch's positives, where the step was the layer's last on the batch; else 0
   */
  void add(int layer, StepStatistics step, int pairs) {
    LayerTotals t = layers[layer];
    layers[layer] =
        new LayerTotals(
            t.loss() + step.loss(),
            t.steps() + 1,
            t.goodnessPositive() + pairs * step.goodnessPositive(),
            t.goodnessNegative() + pairs * step.goodnessNegative(),
            t.pairs() + pairs);
  }

  /** Adds a step of the head. */
  void addHead(double loss) {
    headLoss += loss;
  }

  /** From now on time is training time. */
  void startClock() {
    started = System.nanoTime();
  }

  /** From now on it is not; the clock must have been started. */
  void stopClock() {
    seconds += (System.nanoTime() - started) / 1e9;
  }

  /** The sums so far. */
  EpochTotals totals() {
    return new EpochTotals(pastLoss, seconds, headLoss, List.of(layers));
  }

  /**
   * Ends an epoch: its metrics, without errors; the sums start anew.
   *
   * @param headSteps steps of the head in the epoch; 0 without a head
   */
  EpochEvent finish(int epoch, int epochs, double learningRate, int headSteps) {
    List<LayerEpoch> metrics = new ArrayList<>();
    for (int l = 0; l < layers.length; l++) {
      LayerTotals t = layers[l];
      metrics.add(
          new LayerEpoch(
              l + 1,
              t.loss() / t.steps(),
              t.goodnessPositive() / t.pairs(),
              t.goodnessNegative() / t.pairs()));
    }
    double meanHeadLoss = headLoss / headSteps;
    double loss = metrics.stream().mapToDouble(LayerEpoch::loss).average().orElse(meanHeadLoss);
    pastLoss += loss;
    EpochEvent event =
        new EpochEvent(
            epoch + 1,
            epochs,
            loss,
            pastLoss / (epoch + 1),
            learningRate,
            seconds,
            metrics,
            headSteps == 0 || layers.length == 0 ? null : meanHeadLoss,
            null);
    Arrays.fill(layers, LayerTotals.ZERO);
    seconds = 0;
    headLoss = 0;
    return event;
  }
}
