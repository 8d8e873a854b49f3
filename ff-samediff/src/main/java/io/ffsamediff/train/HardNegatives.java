package io.ffsamediff.train;

import io.ffsamediff.config.NegativesConfig;
import io.ffsamediff.data.HardLabels;
import io.ffsamediff.data.PairRows;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Draws the labels of a batch's negatives by how likely the network finds them. */
final class HardNegatives {

  private final RandomStreams streams;

  private HardNegatives(RandomStreams streams) {
    this.streams = streams;
  }

  /** The drawing that {@code config} asks for, if it asks for one. */
  static Optional<HardNegatives> of(NegativesConfig config, RandomStreams streams) {
    return config instanceof NegativesConfig.Hard
        ? Optional.of(new HardNegatives(streams))
        : Optional.empty();
  }

  /**
   * Gives each image of a batch another label.
   *
   * @param step number of the batch in the run
   * @param head has judged the batch
   */
  void draw(PairRows batch, long step, HeadTraining head) {
    FloatBuffer weights_BC = head.probabilities();
    RandomGenerator random = streams.stream(RandomStreams.HARD_NEGATIVES, step);
    for (int pair = 0; pair < batch.pairCount(); pair++) {
      int truth = batch.positive(pair);
      batch.setNegative(pair, HardLabels.draw(weights_BC, pair, head.classes(), truth, random));
    }
  }
}
