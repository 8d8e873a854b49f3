package io.ffsamediff.exec;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.List;

/** The executors of a network where a share of each batch is: their steps change nothing. */
public final class PartialExecutors implements ExecutorMaker {

  private final MatmulPrecision precision;
  private final List<PartialLayer> layers = new ArrayList<>();
  private final List<PartialHead> heads = new ArrayList<>();

  /** No executors yet; {@code precision} is that of the products. */
  public PartialExecutors(MatmulPrecision precision) {
    this.precision = precision;
  }

  @Override
  public PartialLayer layer(LayerParameters parameters, OptimizerConfig optimizer) {
    PartialLayer layer = new PartialLayer(parameters, precision);
    layers.add(layer);
    return layer;
  }

  @Override
  public PartialHead head(HeadParameters parameters, OptimizerConfig optimizer) {
    PartialHead head = new PartialHead(parameters);
    heads.add(head);
    return head;
  }

  /** Sets the number of examples of the whole batch, of which the next steps see a share. */
  public void setAllExamples(long examples) {
    layers.forEach(layer -> layer.setAllRows(2 * examples));
    heads.forEach(head -> head.setAllExamples(examples));
  }

  /** What the last step of layer {@code layer}, from 0, adds up to. */
  public LayerSums sums(int layer) {
    return layers.get(layer).sums();
  }

  /** What the last steps of all layers add up to, then that of the head, where there is one. */
  public List<LayerSums> sums() {
    List<LayerSums> sums = new ArrayList<>(layers.stream().map(PartialLayer::sums).toList());
    heads.forEach(head -> sums.add(head.sums()));
    return sums;
  }
}
