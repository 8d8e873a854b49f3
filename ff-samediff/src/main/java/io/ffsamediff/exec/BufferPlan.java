package io.ffsamediff.exec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The buffers of a compiled graph's intermediate results. A buffer is given back after the last op
 * that reads it and then serves a later result of the same shape.
 */
final class BufferPlan implements AutoCloseable {

  private final List<INDArray> owned = new ArrayList<>();
  private final Map<Layout, Deque<INDArray>> free = new HashMap<>();

  /** What two results must share to share a buffer. */
  private record Layout(String type, List<Long> shape) {

    static Layout of(INDArray array) {
      return of(LongShapeDescriptor.fromShape(array.shape(), array.dataType()));
    }

    static Layout of(LongShapeDescriptor shape) {
      List<Long> sizes = new ArrayList<>();
      for (long size : shape.getShape()) {
        sizes.add(size);
      }
      return new Layout(shape.dataType().name(), sizes);
    }
  }

  /** A buffer in row order for a result of this shape, its contents undefined. */
  INDArray take(LongShapeDescriptor shape) {
    INDArray reused = free.computeIfAbsent(Layout.of(shape), s -> new ArrayDeque<>()).poll();
    if (reused != null) {
      return reused;
    }
    INDArray fresh = Nd4j.create(shape.dataType(), shape.getShape(), 'c');
    owned.add(fresh);
    return fresh;
  }

  /** Whether {@code array} is one of this plan's buffers. */
  boolean owns(INDArray array) {
    return owned.stream().anyMatch(buffer -> buffer == array);
  }

  /** Gives a buffer back once nothing reads it any more. */
  void release(INDArray buffer) {
    free.computeIfAbsent(Layout.of(buffer), s -> new ArrayDeque<>()).add(buffer);
  }

  /** Whether results of these two shapes may share a buffer. */
  static boolean sameLayout(INDArray array, LongShapeDescriptor shape) {
    return Layout.of(array).equals(Layout.of(shape));
  }

  /** Bytes of all buffers. */
  long bytes() {
    return owned.stream().mapToLong(b -> b.length() * b.dataType().width()).sum();
  }

  @Override
  public void close() {
    owned.forEach(INDArray::close);
    owned.clear();
    free.clear();
  }
}
