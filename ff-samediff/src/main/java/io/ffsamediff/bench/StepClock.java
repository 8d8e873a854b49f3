package io.ffsamediff.bench;

import java.util.ArrayList;
import java.util.List;

/** Times the steps of one pass: their sum is an inner epoch of each layer. */
final class StepClock implements StepObserver {

  private final List<List<Double>> seconds = new ArrayList<>();
  private long start;

  /** A clock for {@code layers} layers. */
  StepClock(int layers) {
    for (int l = 0; l < layers; l++) {
      seconds.add(new ArrayList<>());
    }
  }

  @Override
  public void before() {
    start = System.nanoTime();
  }

  @Override
  public void after(int layer) {
    seconds.get(layer).add((System.nanoTime() - start) / 1e9);
  }

  /** Seconds of all steps of a layer, from 0, together. */
  double sum(int layer) {
    return seconds.get(layer).stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Seconds of a layer's steps, one by one. */
  List<Double> steps(int layer) {
    return List.copyOf(seconds.get(layer));
  }
}
