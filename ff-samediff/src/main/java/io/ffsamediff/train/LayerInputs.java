package io.ffsamediff.train;

import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.LayerSpec;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The inputs of all layers for each form that a batch's rows come in. */
final class LayerInputs implements AutoCloseable {

  private final List<LayerSpec> layers;
  private final IdentityHashMap<RowBlocks, List<HiddenRows>> hidden = new IdentityHashMap<>();

  LayerInputs(List<LayerSpec> layers) {
    this.layers = layers;
  }

  /**
   * Input of layer {@code layer}, from 0, on the batch whose first-layer rows are {@code first}.
   */
  RowBlocks of(int layer, RowBlocks first) {
    return layer == 0 ? first : below(layer, first);
  }

  /** Input of layer {@code layer}, from 1: what the layer below it hands over. */
  HiddenRows below(int layer, RowBlocks first) {
    return hidden.computeIfAbsent(first, this::allocate).get(layer - 1);
  }

  private List<HiddenRows> allocate(RowBlocks first) {
    List<HiddenRows> rows = new ArrayList<>();
    RowBlocks below = first;
    for (LayerSpec layer : layers.subList(0, layers.size() - 1)) {
      HiddenRows next = new HiddenRows(below, layer.units());
      rows.add(next);
      below = next;
    }
    return rows;
  }

  @Override
  public void close() {
    hidden.values().forEach(rows -> rows.forEach(HiddenRows::close));
  }
}
