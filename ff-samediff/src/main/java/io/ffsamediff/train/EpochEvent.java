package io.ffsamediff.train;

import io.ffsamediff.exec.StageTimes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of an epoch.
 *
 * @param epoch number of the epoch, from 1
 * @param epochs epochs of the whole run
 * @param loss mean over the layers of {@link LayerEpoch#loss}; mean cross-entropy of a network that
 *     learns by back-propagation
 * @param runningLoss mean of {@code loss} over the epochs so far, which Keras prints as FinalLoss
 * @param learningRate learning rate of the epoch
 * @param seconds training time of the epoch, evaluation and files excluded
 * @param layers one entry a layer, first to last; none where layers have no loss of their own
 * @param headLoss mean cross-entropy of the softmax head, each batch before its update; null
 *     without a head
 * @param stages where the time went, where examples are elsewhere; null where they are here
 * @param errors what validation found, or null in an epoch that was not evaluated
 */
public record EpochEvent(
    int epoch,
    int epochs,
    double loss,
    double runningLoss,
    double learningRate,
    double seconds,
    List<LayerEpoch> layers,
    @Nullable Double headLoss,
    @Nullable StageTimes stages,
    Validation.@Nullable Errors errors) {

  /** Copies the list. */
  public EpochEvent {
    layers = List.copyOf(layers);
  }

  /** Of examples that are here. */
  public EpochEvent(
      int epoch,
      int epochs,
      double loss,
      double runningLoss,
      double learningRate,
      double seconds,
      List<LayerEpoch> layers,
      @Nullable Double headLoss,
      Validation.@Nullable Errors errors) {
    this(epoch, epochs, loss, runningLoss, learningRate, seconds, layers, headLoss, null, errors);
  }

  /** The event with what validation found. */
  EpochEvent with(Validation.Errors found) {
    return with(stages, found);
  }

  /** The event with where the time went. */
  EpochEvent with(StageTimes spent) {
    return with(spent, errors);
  }

  private EpochEvent with(@Nullable StageTimes spent, Validation.@Nullable Errors found) {
    return new EpochEvent(
        epoch, epochs, loss, runningLoss, learningRate, seconds, layers, headLoss, spent, found);
  }

  /**
   * One layer's epoch.
   *
   * @param layer number of the layer, from 1
   * @param loss mean of the layer's loss over the inner epochs, each taken before its update
   * @param goodnessPositive mean goodness of the positives at the last inner epoch
   * @param goodnessNegative mean goodness of the negatives at the last inner epoch
   */
  public record LayerEpoch(
      int layer, double loss, double goodnessPositive, double goodnessNegative) {}
}
