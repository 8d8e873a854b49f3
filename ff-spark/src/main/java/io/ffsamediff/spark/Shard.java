package io.ffsamediff.spark;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.eval.Evaluator;
import io.ffsamediff.eval.Predictors;
import io.ffsamediff.exec.BlockSize;
import io.ffsamediff.exec.LayerSums;
import io.ffsamediff.exec.PartialLayer;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.run.RunConfigFile;
import io.ffsamediff.train.FFNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A share of the examples in the memory of an executor, with the layers' plans and their inputs,
 * for as long as training lasts. For one thread at a time.
 */
final class Shard implements AutoCloseable {

  private static final long NONE = -1;

  private final ShardSpec spec;
  private final RunConfig config;
  private final Dataset data;
  private final RowEncoder encoder;
  private final PairRows rows;
  private final List<LayerParameters> parameters = new ArrayList<>();
  private final List<PartialLayer> layers = new ArrayList<>();
  private final List<HiddenRows> hidden = new ArrayList<>();
  private final Batches<PairRows> batches;
  private final long[] handedOver;
  private int draw = (int) NONE;

  /** Reads the examples. */
  Shard(ShardSpec spec) {
    this.spec = spec;
    this.config = RunConfigFile.parse("configuration of the run", spec.config());
    this.data = spec.files().read(spec.from(), spec.to());
    this.encoder = RowEncoder.of(config, data);
    List<LayerSpec> specs = FFNetwork.specs(config.network(), encoder.inputs());
    int blockRows = BlockSize.derive(specs, spec.examples(), config.device());
    this.batches = Batches.of(data, encoder, Optional.empty(), spec.examples(), blockRows);
    this.rows = batches.batch(0);
    this.handedOver = new long[specs.size()];
    Arrays.fill(handedOver, NONE);
    RowBlocks below = rows;
    for (LayerSpec layer : specs) {
      LayerParameters own = new LayerParameters(layer);
      parameters.add(own);
      layers.add(new PartialLayer(own, config.device().matmulPrecision()));
      hidden.add(new HiddenRows(below, layer.units()));
      below = hidden.get(layer.number() - 1);
    }
  }

  /** Number of examples. */
  int examples() {
    return spec.examples();
  }

  /** What this share's rows add up to in a step. */
  LayerSums sums(LayerWork work) {
    bringUpToDate(work);
    parameters.get(work.layer()).set(work.parameters().value());
    PartialLayer layer = layers.get(work.layer());
    layer.setMeanActivity(work.meanActivity());
    return layer.sums(inputs(work.layer()), 2 * spec.allExamples());
  }

  private RowBlocks inputs(int layer) {
    return layer == 0 ? rows : hidden.get(layer - 1);
  }

  /** Draws and hand-overs that this share has not seen yet. */
  private void bringUpToDate(LayerWork work) {
    if (draw != work.draw()) {
      byte[] negatives_N = work.negatives().value();
      for (int i = 0; i < spec.examples(); i++) {
        rows.setNegative(i, negatives_N[spec.from() + i]);
      }
      draw = work.draw();
    }
    for (int layer = 0; layer < work.below().size(); layer++) {
      LayerWork.HandedOver from = work.below().get(layer);
      if (handedOver[layer] != from.revision()) {
        parameters.get(layer).set(from.parameters().value());
        layers.get(layer).handOver(inputs(layer), hidden.get(layer));
        handedOver[layer] = from.revision();
      }
    }
  }

  /**
   * Errors of the usual predictor.
   *
   * @param judged parameters of each layer
   */
  int errors(List<float[]> judged) {
    try (FFNetwork network = FFNetwork.zeros(config.network(), encoder)) {
      for (int layer = 0; layer < judged.size(); layer++) {
        network.layers().get(layer).set(judged.get(layer));
      }
      try (Predictors predictors = new Predictors(network, encoder, config)) {
        return Evaluator.evaluate(predictors.usual(), data).errors();
      }
    }
  }

  @Override
  public void close() {
    layers.forEach(PartialLayer::close);
    parameters.forEach(LayerParameters::close);
    hidden.forEach(HiddenRows::close);
    batches.close();
  }
}
