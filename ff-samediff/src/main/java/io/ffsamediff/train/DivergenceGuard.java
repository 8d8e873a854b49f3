package io.ffsamediff.train;

/** Ends training at the first loss that is not a finite number. */
public final class DivergenceGuard implements TrainingListener {

  /**
   * Looks at the loss of a step of the softmax head.
   *
   * @throws DivergedException naming the step
   */
  void onHead(TrainingCursor at, double loss) {
    if (!Double.isFinite(loss)) {
      throw new DivergedException(
          "softmax head, epoch %d, batch %d: expected a finite loss, received %s. Lower network.head.optimizer.learningRate or training.optimizer.learningRate."
              .formatted(at.epoch() + 1, at.batch() + 1, loss));
    }
  }

  /**
   * Looks at the loss of a step.
   *
   * @throws DivergedException naming layer and step
   */
  @Override
  public void onStep(StepEvent event) {
    if (!Double.isFinite(event.loss())) {
      TrainingCursor at = event.cursor();
      throw new DivergedException(
          "layer %d, epoch %d, batch %d, inner epoch %d: expected a finite loss, received %s. Lower training.optimizer.learningRate."
              .formatted(
                  at.layer() + 1,
                  at.epoch() + 1,
                  at.batch() + 1,
                  at.innerEpoch() + 1,
                  event.loss()));
    }
  }
}
