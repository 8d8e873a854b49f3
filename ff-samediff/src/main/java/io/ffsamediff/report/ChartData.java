package io.ffsamediff.report;

import io.ffsamediff.run.EpochMetrics;
import io.ffsamediff.run.EpochMetrics.LayerMetrics;
import io.ffsamediff.run.RunManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The curves of a run, column by column as the chart library wants them. Nulls are gaps.
 *
 * @param epochs x of every curve
 * @param runningLoss running loss
 * @param loss loss of each layer that has its own
 * @param headLoss cross-entropy of the softmax head
 * @param goodnessPositive goodness of the positives in each layer
 * @param goodnessNegative goodness of the negatives in each layer
 * @param trainError wrong predictions on the training examples in per cent
 * @param testError wrong predictions on the test examples in per cent
 * @param validationError wrong predictions on the validation examples in per cent
 */
record ChartData(
    List<Integer> epochs,
    List<@Nullable Double> runningLoss,
    List<List<@Nullable Double>> loss,
    List<@Nullable Double> headLoss,
    List<List<@Nullable Double>> goodnessPositive,
    List<List<@Nullable Double>> goodnessNegative,
    List<@Nullable Double> trainError,
    List<@Nullable Double> testError,
    List<@Nullable Double> validationError) {

  /** The curves of {@code contents}. */
  static ChartData of(RunContents contents) {
    List<EpochMetrics> epochs = contents.epochs();
    RunManifest.Examples examples = contents.manifest().examples();
    int validation = contents.config().path("data").path("validationExamples").asInt(0);
    int layers = epochs.stream().mapToInt(epoch -> epoch.layers().size()).min().orElse(0);
    return new ChartData(
        epochs.stream().map(EpochMetrics::epoch).toList(),
        column(epochs, EpochMetrics::runningLoss),
        columns(epochs, layers, LayerMetrics::loss),
        column(epochs, epoch -> orNaN(epoch.headLoss())),
        columns(epochs, layers, LayerMetrics::goodnessPositive),
        columns(epochs, layers, LayerMetrics::goodnessNegative),
        column(epochs, epoch -> errorRate(epoch.trainErrors(), examples.train())),
        column(epochs, epoch -> errorRate(epoch.testErrors(), examples.test())),
        column(epochs, epoch -> errorRate(epoch.validationErrors(), validation)));
  }

  /** Whether any epoch was evaluated. */
  boolean hasErrors() {
    return testError.stream().anyMatch(error -> error != null);
  }

  /** Whether layers have goodness. */
  boolean hasGoodness() {
    return !goodnessPositive.isEmpty();
  }

  private static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  private static double errorRate(@Nullable Integer errors, int examples) {
    return errors == null || examples == 0 ? Double.NaN : 100.0 * errors / examples;
  }

  private static List<List<@Nullable Double>> columns(
      List<EpochMetrics> epochs, int layers, ToDoubleFunction<LayerMetrics> value) {
    List<List<@Nullable Double>> columns = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      int layer = i;
      columns.add(column(epochs, epoch -> value.applyAsDouble(epoch.layers().get(layer))));
    }
    return columns;
  }

  private static List<@Nullable Double> column(
      List<EpochMetrics> epochs, ToDoubleFunction<EpochMetrics> value) {
    List<@Nullable Double> column = new ArrayList<>();
    for (EpochMetrics epoch : epochs) {
      double number = value.applyAsDouble(epoch);
      column.add(Double.isFinite(number) ? number : null);
    }
    return column;
  }
}
