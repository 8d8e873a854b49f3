package io.ffsamediff.spark;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.DistantRows;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.GraphExecutor;
import io.ffsamediff.exec.RemoteLayers;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/** Layers whose rows are in the partitions of a Spark cluster, and whose optimisers are here. */
final class SparkLayers implements RemoteLayers {

  private final Partitions partitions;
  private final int threads;
  private final List<SparkLayer> layers = new ArrayList<>();
  private final List<LayerWork.HandedOver> below = new ArrayList<>();
  private int draw;
  private long handOvers;
  private Broadcast<byte[]> negatives;

  /**
   * No layers yet.
   *
   * @param partitions where the rows are
   * @param threads threads that share an update
   */
  SparkLayers(Partitions partitions, int threads) {
    this.partitions = partitions;
    this.threads = threads;
    this.negatives = partitions.broadcast(new byte[0]);
  }

  @Override
  public GraphExecutor addLayer(LayerParameters parameters, OptimizerConfig optimizer) {
    SparkLayer layer = new SparkLayer(this, partitions, parameters, optimizer, threads);
    layers.add(layer);
    return layer;
  }

  @Override
  public Batches<DistantRows> batches(RunConfig run, Dataset data, RowEncoder encoder) {
    DistantRows all = new DistantRows(data.size(), encoder.inputs(), data::label);
    return new Batches<>() {
      @Override
      public int count() {
        return 1;
      }

      @Override
      public void startEpoch(int[] order_N, int[] negatives_N, long epochSeed) {
        draw(negatives_N);
      }

      @Override
      public DistantRows batch(int index) {
        return all;
      }

      @Override
      public void close() {
        all.close();
      }
    };
  }

  private void draw(int[] negatives_N) {
    byte[] bytes = new byte[negatives_N.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) negatives_N[i];
    }
    negatives.destroy();
    negatives = partitions.broadcast(bytes);
    draw++;
  }

  /** What is to be done for a layer whose parameters are {@code parameters}. */
  LayerWork work(int layer, Broadcast<float[]> parameters, float[] meanActivity) {
    return new LayerWork(
        layer, draw, negatives, List.copyOf(below.subList(0, layer)), parameters, meanActivity);
  }

  /** Notes with which parameters a layer has handed on; shares do so when they are next needed. */
  void handOver(int layer, float[] parameters) {
    while (below.size() > layer) {
      below.remove(below.size() - 1).parameters().destroy();
    }
    below.add(new LayerWork.HandedOver(handOvers++, partitions.broadcast(parameters)));
  }

  @Override
  public void close() {
    layers.forEach(SparkLayer::close);
    negatives.destroy();
    below.forEach(each -> each.parameters().destroy());
  }
}
