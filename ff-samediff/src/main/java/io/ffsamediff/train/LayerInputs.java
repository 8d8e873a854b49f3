package io.ffsamediff.train;

import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.LayerSpec;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The inputs of all layers for each form that a batch's rows come in. */
public final class LayerInputs implements AutoCloseable {

  private final List<LayerSpec> layers;
  private final IdentityHashMap<RowBlocks, List<HiddenRows>> hidden = new IdentityHashMap<>();

  /** None yet. */
  public LayerInputs(List<LayerSpec> layers) {
    this.layers = layers;
  }

  /**
   * Input of layer {@code layer}, from 0, on the batch whose first-layer rows are {@code first}.
   */
  public RowBlocks of(int layer, RowBlocks first) {
    return layer == 0 ? first : outputs(layer - 1, first);
  }

  /** What layer {@code layer}, from 0, hands on; room for it is made when it is first asked for. */
  public HiddenRows outputs(int layer, RowBlocks first) {
    List<HiddenRows> rows = hidden.computeIfAbsent(first, f -> new ArrayList<>());
    while (rows.size() <= layer) {
      int next = rows.size();
      RowBlocks below = next == 0 ? first : rows.get(next - 1);
      rows.add(new HiddenRows(below, layers.get(next).units()));
    }
    return rows.get(layer);
  }

  @Override
  public void close() {
    hidden.values().forEach(rows -> rows.forEach(HiddenRows::close));
  }
}
