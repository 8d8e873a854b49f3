package io.ffsamediff.spark;

import io.ffsamediff.exec.LayerSums;
import java.io.Serializable;
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
   * One share's sums.
   *
   * @param index number of the share, or of the group
   */
  record Part(int index, LayerSums sums) implements Serializable {}

  /**
   * The sums of all shares.
   *
   * @param parts one of each share, in partitions of their own
   * @param count number of shares
   */
  static LayerSums of(JavaRDD<Part> parts, int count) {
    if (count <= DIRECT) {
      return inOrder(parts.collect());
    }
    int size = (int) Math.ceil(Math.sqrt(count));
    int groups = (count + size - 1) / size;
    return inOrder(
        parts
            .mapToPair(part -> new Tuple2<>(part.index() / size, part))
            .groupByKey(groups)
            .map(group -> new Part(group._1(), inOrder(group._2())))
            .collect());
  }

  private static LayerSums inOrder(Iterable<Part> parts) {
    List<Part> sorted =
        StreamSupport.stream(parts.spliterator(), false)
            .sorted(Comparator.comparingInt(Part::index))
            .toList();
    LayerSums all = sorted.get(0).sums();
    for (Part part : sorted.subList(1, sorted.size())) {
      all = all.plus(part.sums());
    }
    return all;
  }
}
