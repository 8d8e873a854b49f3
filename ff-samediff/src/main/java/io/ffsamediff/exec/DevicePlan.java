package io.ffsamediff.exec;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * What a device does for the wanted outputs of a graph: matrix products, and generated kernels for
 * everything between them.
 *
 * @param steps in order
 * @param buffers floats of each array that is needed besides those bound and those wanted
 */
record DevicePlan(List<DeviceStep> steps, Map<String, Integer> buffers) {

  /** Copies both. */
  DevicePlan {
    steps = List.copyOf(steps);
    buffers = Map.copyOf(buffers);
  }

  /**
   * An array's rows and columns; a vector has one row, a scalar one of each.
   *
   * @param rows at least 1
   * @param columns at least 1
   */
  record Extent(int rows, int columns) {

    /** That of an array of this shape. */
    static Extent of(long... shape) {
      return switch (shape.length) {
        case 0 -> new Extent(1, 1);
        case 1 -> new Extent(1, Math.toIntExact(shape[0]));
        case 2 -> new Extent(Math.toIntExact(shape[0]), Math.toIntExact(shape[1]));
        default ->
            throw new IllegalArgumentException(
                "expected a scalar, vector or matrix, received %d dimensions"
                    .formatted(shape.length));
      };
    }

    /**
     * That of the same elements in another shape.
     *
     * @param shape of which one size may be below 0: what is left
     */
    Extent reshaped(long... shape) {
      long known = 1;
      for (long size : shape) {
        known *= size < 0 ? 1 : size;
      }
      long[] sizes = shape.clone();
      for (int d = 0; d < sizes.length; d++) {
        sizes[d] = sizes[d] < 0 ? length() / known : sizes[d];
      }
      return of(sizes);
    }

    /** Number of elements. */
    int length() {
      return Math.multiplyExact(rows, columns);
    }

    /** That of an elementwise function of this and {@code other}. */
    Extent with(Extent other) {
      return new Extent(joined(rows, other.rows), joined(columns, other.columns));
    }

    private int joined(int one, int other) {
      if (one != other && one != 1 && other != 1) {
        throw new IllegalArgumentException("%d and %d do not go together".formatted(one, other));
      }
      return Math.max(one, other);
    }

    /** Whether its values can be had in a kernel over {@code domain}. */
    boolean fits(Extent domain) {
      return (rows == 1 || rows == domain.rows) && (columns == 1 || columns == domain.columns);
    }
  }

  /**
   * Plans a graph.
   *
   * @param name of its kernels, letters
   * @param bound extents of the placeholders and variables that it reads
   * @param labels those of them that are few weights a row, most of them 0: products with them are
   *     part of kernels
   * @param outputs what is wanted
   * @throws IllegalArgumentException if an op has no rule, with its name, or shapes do not fit
   */
  static DevicePlan of(
      String name,
      SameDiff graph,
      Map<String, Extent> bound,
      Set<String> labels,
      Collection<DeviceOutput> outputs) {
    return new DevicePlanner(name, graph, bound, labels, outputs).plan();
  }
}
