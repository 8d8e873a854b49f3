package io.ffsamediff.graph;

import io.ffsamediff.config.HeadConfig.HeadLayers;
import java.util.ArrayList;
import java.util.List;

/**
 * A softmax head with its sizes resolved.
 *
 * @param layers numbers, from 1, of the layers that it reads, rising
 * @param widths units of each of them
 * @param classes number of classes C
 */
public record HeadSpec(List<Integer> layers, List<Integer> widths, int classes) {

  /** Copies the lists. */
  public HeadSpec {
    layers = List.copyOf(layers);
    widths = List.copyOf(widths);
  }

  /** The classifier that reads layers {@code read} of a network of {@code specs}. */
  public static HeadSpec of(HeadLayers read, List<LayerSpec> specs, int classes) {
    List<Integer> layers = new ArrayList<>();
    List<Integer> widths = new ArrayList<>();
    for (LayerSpec spec : specs) {
      if (read.contains(spec.number())) {
        layers.add(spec.number());
        widths.add(spec.units());
      }
    }
    return new HeadSpec(layers, widths, classes);
  }

  /** Width of all inputs together. */
  public int inputs() {
    return widths.stream().mapToInt(Integer::intValue).sum();
  }

  /** First row of the kernel that belongs to input {@code index}. */
  public int start(int index) {
    return widths.subList(0, index).stream().mapToInt(Integer::intValue).sum();
  }
}
