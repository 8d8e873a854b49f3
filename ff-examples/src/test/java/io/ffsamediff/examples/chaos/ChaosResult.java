package io.ffsamediff.examples.chaos;

import java.util.Map;

/**
 * How a configuration came through.
 *
 * @param config its name
 * @param kills kills that it survived
 * @param lives processes, those that ended by themselves too
 * @param hits what the kills hit, and how often
 * @param torn metrics lines torn as a power loss would
 * @param epochs epochs of the run
 * @param seconds of the whole, the uninterrupted run included
 */
record ChaosResult(
    String config,
    int kills,
    int lives,
    Map<Hit, Integer> hits,
    int torn,
    int epochs,
    double seconds) {

  ChaosResult {
    hits = Map.copyOf(hits);
  }
}
