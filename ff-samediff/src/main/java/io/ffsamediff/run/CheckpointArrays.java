package io.ffsamediff.run;

import io.ffsamediff.train.BestState;
import io.ffsamediff.train.LayerState;
import io.ffsamediff.train.TrainingState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The arrays of a training state in the order of a checkpoint: of each layer, then of the head, its
 * parameters, optimiser values and mean activity; then the averages; then the best weights.
 */
final class CheckpointArrays {

  private CheckpointArrays() {}

  /**
   * An array and what errors call it.
   *
   * @param name what it is, and of which layer
   * @param values its values, not a copy
   */
  record Named(String name, float[] values) {}

  /** The layers, then the head, where there is one. */
  static List<LayerState> parts(TrainingState state) {
    return Stream.concat(state.layers().stream(), state.head().stream()).toList();
  }

  /** The arrays of {@code state}. */
  static List<Named> of(TrainingState state) {
    int layers = state.layers().size();
    List<Named> arrays = new ArrayList<>();
    List<LayerState> parts = parts(state);
    for (int i = 0; i < parts.size(); i++) {
      LayerState part = parts.get(i);
      arrays.add(new Named("parameters" + ofPart(i, layers), part.parameters()));
      arrays.add(new Named("optimiser values" + ofPart(i, layers), part.updaterState()));
      arrays.add(new Named("mean activity" + ofPart(i, layers), part.meanActivity()));
    }
    add(arrays, "averages", state.averages(), layers);
    state.best().ifPresent(best -> add(arrays, "best weights", best.parameters(), layers));
    return arrays;
  }

  private static void add(List<Named> arrays, String name, List<float[]> values, int layers) {
    for (int i = 0; i < values.size(); i++) {
      arrays.add(new Named(name + ofPart(i, layers), values.get(i)));
    }
  }

  private static String ofPart(int index, int layers) {
    return index < layers ? " of layer " + (index + 1) : " of the head";
  }

  /**
   * The reverse of {@link #of}: a state like {@code shape} with other arrays.
   *
   * @param iterations optimiser steps of each of the {@link #parts}
   * @param arrays as many as {@code shape} has, in the same order
   */
  static TrainingState replace(
      TrainingState shape, List<Integer> iterations, Iterator<float[]> arrays) {
    List<LayerState> parts = new ArrayList<>();
    for (int iteration : iterations) {
      float[] parameters = arrays.next();
      float[] updaterState = arrays.next();
      parts.add(new LayerState(parameters, updaterState, iteration, arrays.next()));
    }
    int layers = shape.layers().size();
    List<float[]> averages = next(arrays, shape.averages().size());
    Optional<BestState> best =
        shape
            .best()
            .map(b -> new BestState(b.epoch(), b.errors(), b.waited(), next(arrays, parts.size())));
    return new TrainingState(
        shape.next(),
        shape.totals(),
        parts.subList(0, layers),
        parts.stream().skip(layers).findFirst(),
        averages,
        best);
  }

  private static List<float[]> next(Iterator<float[]> arrays, int count) {
    return Stream.generate(arrays::next).limit(count).toList();
  }
}
