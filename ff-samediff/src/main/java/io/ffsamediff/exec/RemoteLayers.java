package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.LabelledRows;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.graph.LayerParameters;

/** Where layers train elsewhere, on rows that are there and never here. */
public interface RemoteLayers extends AutoCloseable {

  /**
   * Adds the executor of a layer, closed with this.
   *
   * @param parameters the layer's parameters, changed by each step; closed by their owner
   */
  GraphExecutor addLayer(LayerParameters parameters, OptimizerConfig optimizer);

  /**
   * The batches that {@code run} asks for, as far as they are known here; closed by the caller.
   *
   * @param data its inputs are elsewhere
   * @param encoder how examples become rows
   */
  Batches<? extends LabelledRows> batches(RunConfig run, Dataset data, RowEncoder encoder);

  @Override
  void close();
}
