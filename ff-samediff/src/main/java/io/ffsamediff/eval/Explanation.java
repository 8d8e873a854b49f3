package io.ffsamediff.eval;

import java.util.List;
import java.util.Optional;

/**
 * Why a network takes an example for what it takes it for.
 *
 * @param verdicts of all predictors that the network has, the one that was asked for first
 * @param goodness for each layer, first to last, the goodness of the example with each of the C
 *     labels; none where the network has no input for a label
 * @param probabilities the softmax head's probability of each class, where there is a head
 */
public record Explanation(
    List<Verdict> verdicts, List<float[]> goodness, Optional<float[]> probabilities) {

  /** Copies the lists. */
  public Explanation {
    verdicts = List.copyOf(verdicts);
    goodness = List.copyOf(goodness);
  }

  /** The verdict of the predictor that was asked for. */
  public Verdict verdict() {
    return verdicts.get(0);
  }
}
