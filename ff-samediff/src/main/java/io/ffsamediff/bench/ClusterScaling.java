package io.ffsamediff.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/**
 * An inner epoch of the whole network beside that of the fewest workers.
 *
 * @param rows examples to learn from, of all workers together
 * @param workers workers of one core
 * @param seconds the inner epoch: the sum of the layers' medians
 * @param speedUp strong: the time of the fewest workers over this one; weak: that times the rows
 * @param efficiency the speed-up over the ideal one
 */
public record ClusterScaling(
    long rows, int workers, double seconds, double speedUp, double efficiency) {

  /** Measured, by rows and workers. */
  private record Key(long rows, int workers) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byRows = Long.compare(rows, other.rows);
      return byRows != 0 ? byRows : Integer.compare(workers, other.workers);
    }
  }

  /** The same rows on more workers. */
  static List<ClusterScaling> strong(List<ClusterPoint> points) {
    return beside(points, (rows, times) -> rows);
  }

  /** Rows that grow with the workers. */
  static List<ClusterScaling> weak(List<ClusterPoint> points) {
    return beside(points, (rows, times) -> rows * times);
  }

  /**
   * Sets side by side what was measured.
   *
   * @param grown rows on so many times the workers
   */
  private static List<ClusterScaling> beside(List<ClusterPoint> points, LongBinaryOperator grown) {
    TreeMap<Key, Double> seconds = new TreeMap<>();
    for (ClusterPoint point : points) {
      if (point.series() == ClusterPoint.Series.SCALING) {
        Key key = new Key(point.step().rows(), point.step().workers());
        seconds.merge(key, point.seconds().median(), Double::sum);
      }
    }
    List<Integer> workers =
        seconds.keySet().stream().map(Key::workers).distinct().sorted().toList();
    List<ClusterScaling> all = new ArrayList<>();
    for (Key base : seconds.keySet()) {
      List<ClusterScaling> together = new ArrayList<>();
      for (int more : workers) {
        long rows = grown.applyAsLong(base.rows(), more / base.workers());
        Double taken = seconds.get(new Key(rows, more));
        if (base.workers() == workers.get(0) && taken != null) {
          together.add(of(base, seconds.get(base), new Key(rows, more), taken));
        }
      }
      if (together.size() > 1) {
        all.addAll(together);
      }
    }
    return all;
  }

  private static ClusterScaling of(Key base, double baseSeconds, Key key, double seconds) {
    double speedUp = baseSeconds / seconds * key.rows() / base.rows();
    return new ClusterScaling(
        key.rows(), key.workers(), seconds, speedUp, speedUp * base.workers() / key.workers());
  }
}
