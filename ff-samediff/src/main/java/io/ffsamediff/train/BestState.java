package io.ffsamediff.train;

import java.util.List;

/**
 * The weights that had the fewest errors on the validation examples so far.
 *
 * @param epoch epoch, from 1, at whose end they were
 * @param errors their errors on the validation examples
 * @param waited evaluations since then
 * @param parameters parameters of each layer, then those of the head, where there is one
 */
public record BestState(int epoch, int errors, int waited, List<float[]> parameters) {

  /** Copies the list. */
  public BestState {
    parameters = List.copyOf(parameters);
  }
}
