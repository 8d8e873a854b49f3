package io.ffsamediff.spark;

import io.ffsamediff.exec.LayerSums;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/*
 * Sums of floats depend on their order. Here it is that of the partitions, whichever is done first: few
 * come to the driver and are added there; of many, groups of neighbours are added on executors before.
 */
/** Adds up what the shares of a batch add up to, in a fixed order. */
final class SumsTree {

  /** More than so many gradients at a time would be much for the driver and its network. */
  static final int DIRECT = 16;

  private SumsTree() {}

  /**
   * What one share comes to, or some.
   *
   * @param index number of the share, or of the group
   * @param sums of each layer that was asked for; none where the share has no part in the batch
   * @param fetchNanos time until all was there that had been sent: the longest of all shares
   * @param computeNanos time of its work: the longest of all shares
   */
  record Part(int index, List<LayerSums> sums, long fetchNanos, long computeNanos)
      implements Serializable {

    private Part numbered(int group) {
      return new Part(group, sums, fetchNanos, computeNanos);
    }

    private Part plus(Part other) {
      return new Part(
          index,
          added(other.sums),
          Math.max(fetchNanos, other.fetchNanos),
          Math.max(computeNanos, other.computeNanos));
    }

    private List<LayerSums> added(List<LayerSums> others) {
      if (sums.isEmpty() || others.isEmpty()) {
        return sums.isEmpty() ? others : sums;
      }
      List<LayerSums> added = new ArrayList<>();
      for (int i = 0; i < sums.size(); i++) {
        added.add(sums.get(i).plus(others.get(i)));
      }
      return added;
    }
  }

  /**
   * What all shares add up to.
   *
   * @param parts one of each share, in partitions of their own
   * @param count number of shares
   */
  static Part of(JavaRDD<Part> parts, int count) {
    if (count <= DIRECT) {
      return inOrder(parts.collect());
    }
    int size = (int) Math.ceil(Math.sqrt(count));
    int groups = (count + size - 1) / size;
    return inOrder(
        parts
            .mapToPair(part -> new Tuple2<>(part.index() / size, part))
            .groupByKey(groups)
            .map(group -> inOrder(group._2()).numbered(group._1()))
            .collect());
  }

  private static Part inOrder(Iterable<Part> parts) {
    return StreamSupport.stream(parts.spliterator(), false)
        .sorted(Comparator.comparingInt(Part::index))
        .reduce(Part::plus)
        .orElseThrow();
  }
}
