package io.ffsamediff.spark;

import java.io.Serializable;

/**
 * A share of the examples to learn from, and how it is worked on: all that an executor needs to
 * make it anew.
 *
 * @param run tells runs apart
 * @param index number of the share, from 0
 * @param shares number of all shares
 * @param from first example
 * @param to example behind the last
 * @param allExamples examples of all shares
 * @param config the resolved configuration, JSON
 * @param files where the examples are
 */
record ShardSpec(
    String run,
    int index,
    int shares,
    int from,
    int to,
    long allExamples,
    String config,
    ShareFiles files)
    implements Serializable {

  /** Number of examples. */
  int examples() {
    return to - from;
  }

  /** Tells shares of all runs apart. */
  String key() {
    return run + "/" + index;
  }
}
