package io.ffsamediff.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/*
 * ND4J gives every array, every view of one and every op context a number from one counter, so the
 * counter tells how many were made. Reading the counters itself allocates; what a reading costs is
 * measured with nothing between two of them and taken off.
 */
/** What the steps of a pass allocate, and the memory they leave the process with. */
final class StepGarbage implements StepObserver {

  private static final int CALIBRATIONS = 15;

  private final ThreadMXBean threads =
      (ThreadMXBean) ManagementFactory.getPlatformMXBean(java.lang.management.ThreadMXBean.class);
  private final List<List<Double>> bytes = new ArrayList<>();
  private final List<List<Double>> objects = new ArrayList<>();
  private final @Nullable Long[] resident;
  private final double readingBytes;
  private long bytesBefore;
  private long objectsBefore;

  /** An observer of {@code layers} layers. */
  StepGarbage(int layers) {
    resident = new @Nullable Long[layers];
    for (int l = 0; l < layers; l++) {
      bytes.add(new ArrayList<>());
      objects.add(new ArrayList<>());
    }
    double[] readings = new double[CALIBRATIONS];
    for (int i = 0; i < readings.length; i++) {
      long first = allocated();
      readings[i] = allocated() - first;
    }
    readingBytes = Spread.of(readings).median();
  }

  /** Bytes that all living threads have allocated on the heap. */
  private long allocated() {
    long sum = 0;
    for (long thread : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, thread);
    }
    return sum;
  }

  @Override
  public void before() {
    objectsBefore = Nd4j.getDeallocatorService().nextValue();
    bytesBefore = allocated();
  }

  @Override
  public void after(int layer) {
    bytes.get(layer).add(Math.max(0, allocated() - bytesBefore - readingBytes));
    objects.get(layer).add(Nd4j.getDeallocatorService().nextValue() - objectsBefore - 1.0);
    resident[layer] = ResidentMemory.bytes();
  }

  /** Bytes of the heap that a step of layer {@code layer}, from 0, takes: the median. */
  long heapBytes(int layer) {
    return Math.round(median(bytes.get(layer)));
  }

  /** Arrays, views and op contexts of ND4J that a step makes: the median. */
  long nativeObjects(int layer) {
    return Math.round(median(objects.get(layer)));
  }

  /** Resident memory after the last step of a layer, from 0; null where it is unknown. */
  @Nullable Long residentBytes(int layer) {
    return resident[layer];
  }

  private static double median(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray()).median();
  }
}
