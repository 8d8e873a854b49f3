package io.ffsamediff.train;

import io.ffsamediff.data.HardLabels;
import io.ffsamediff.data.PairRows;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Draws the labels of a batch's negatives by how likely the network finds them. */
final class HardNegatives {

  private final RandomStreams streams;
  private final LabelJudge judge;

  /** Draws from {@code streams} by what {@code judge} says. */
  HardNegatives(RandomStreams streams, LabelJudge judge) {
    this.streams = streams;
    this.judge = judge;
  }

  /**
   * Gives each image of a batch another label.
   *
   * @param step number of the batch in the run
   */
  void draw(PairRows batch, long step) {
    FloatBuffer weights_PC = judge.weights(batch);
    int classes = weights_PC.capacity() / batch.examples();
    RandomGenerator random = streams.stream(RandomStreams.HARD_NEGATIVES, step);
    for (int pair = 0; pair < batch.examples(); pair++) {
      int truth = batch.label(pair);
      batch.setNegative(pair, HardLabels.draw(weights_PC, pair, classes, truth, random));
    }
  }
}
