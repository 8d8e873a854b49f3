package io.ffsamediff.run;

import io.ffsamediff.exec.StageTimes;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.Validation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code metrics.jsonl}. The components are the fields of the file, in its order.
 *
 * @param epoch number of the epoch, from 1
 * @param loss mean over the layers of the epoch's mean inner loss, each taken before its update;
 *     mean cross-entropy of a network that learns by back-propagation
 * @param runningLoss mean of {@code loss} over the epochs so far
 * @param learningRate learning rate of the epoch
 * @param seconds training time of the epoch, evaluation and files excluded
 * @param layers one entry a layer, first to last; none where layers have no loss of their own
 * @param headLoss mean cross-entropy of the softmax head, each batch before its update; null
 *     without a head
 * @param stages where the time went on a cluster, in seconds; null in one process
 * @param trainErrors wrong predictions on the training examples; null unless evaluated
 * @param testErrors wrong predictions on the test examples; null unless evaluated
 * @param validationErrors wrong predictions on the validation examples; null unless evaluated, and
 *     where none are held back
 */
public record EpochMetrics(
    int epoch,
    double loss,
    double runningLoss,
    double learningRate,
    double seconds,
    List<LayerMetrics> layers,
    @Nullable Double headLoss,
    @Nullable StageTimes stages,
    @Nullable Integer trainErrors,
    @Nullable Integer testErrors,
    @Nullable Integer validationErrors) {

  /** Copies the list. */
  public EpochMetrics {
    layers = List.copyOf(layers);
  }

  /** Of an epoch in one process. */
  public EpochMetrics(
      int epoch,
      double loss,
      double runningLoss,
      double learningRate,
      double seconds,
      List<LayerMetrics> layers,
      @Nullable Double headLoss,
      @Nullable Integer trainErrors,
      @Nullable Integer testErrors,
      @Nullable Integer validationErrors) {
    this(
        epoch,
        loss,
        runningLoss,
        learningRate,
        seconds,
        layers,
        headLoss,
        null,
        trainErrors,
        testErrors,
        validationErrors);
  }

  /**
   * One layer's epoch.
   *
   * @param layer number of the layer, from 1
   * @param loss mean of the layer's loss over the inner epochs
   * @param goodnessPositive mean goodness of the positives at the last inner epoch
   * @param goodnessNegative mean goodness of the negatives at the last inner epoch
   */
  public record LayerMetrics(
      int layer, double loss, double goodnessPositive, double goodnessNegative) {}

  /** The line of an epoch that has ended. */
  public static EpochMetrics of(EpochEvent event) {
    Validation.Errors errors = event.errors();
    return new EpochMetrics(
        event.epoch(),
        event.loss(),
        event.runningLoss(),
        event.learningRate(),
        event.seconds(),
        event.layers().stream().map(EpochMetrics::of).toList(),
        event.headLoss(),
        event.stages(),
        errors == null ? null : errors.train(),
        errors == null ? null : errors.test(),
        errors == null ? null : errors.validation());
  }

  private static LayerMetrics of(EpochEvent.LayerEpoch layer) {
    return new LayerMetrics(
        layer.layer(), layer.loss(), layer.goodnessPositive(), layer.goodnessNegative());
  }
}
