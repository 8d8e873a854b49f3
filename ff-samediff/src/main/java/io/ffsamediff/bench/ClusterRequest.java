package io.ffsamediff.bench;

import java.util.List;

/**
 * What a benchmark on clusters is to measure and to forecast.
 *
 * @param masters addresses of the clusters, each with another number of workers
 * @param repeats steps of a layer
 * @param rows the least rows of the scaling tables, 1 or more
 * @param gigabits assumed bandwidth of a machine's network, in 10^9 bits a second
 * @param workerGib assumed memory of a worker for its rows, in GiB
 */
public record ClusterRequest(
    List<String> masters, Repeats repeats, int rows, double gigabits, double workerGib) {

  /**
   * One and two workers of one core for the scaling, and more shares than there are cores for what
   * jobs and tasks cost.
   */
  public static final List<String> LOCAL =
      List.of("local-cluster[1,1,2048]", "local-cluster[2,1,2048]", "local-cluster[2,16,2048]");

  /** Copies the list. */
  public ClusterRequest {
    masters = List.copyOf(masters);
  }
}
