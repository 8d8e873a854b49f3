package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.LayerParameters;

/** Makes the executors of a network, each closed by whoever asks for it. */
public interface ExecutorMaker {

  /**
   * The executor of a layer.
   *
   * @param parameters the layer's parameters, changed by each step; closed by their owner
   */
  GraphExecutor layer(LayerParameters parameters, OptimizerConfig optimizer);

  /**
   * The executor of a softmax head.
   *
   * @param parameters the head's parameters, changed by each step; closed by their owner
   */
  HeadExecutor head(HeadParameters parameters, OptimizerConfig optimizer);
}
