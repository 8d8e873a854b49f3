package io.ffsamediff.run;

import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.SoftmaxHead;
import io.ffsamediff.train.FFNetwork;
import java.nio.file.Path;

/**
 * Writes the layers and the head of a network as it stands.
 *
 * @param network not changed; closed by its owner
 */
public record NetworkParts(FFNetwork network) implements ModelStore.PartWriter {

  @Override
  public void writeLayer(int layer, Path file) {
    LayerGraph.save(network.layers().get(layer), file);
  }

  @Override
  public void writeHead(Path file) {
    SoftmaxHead.save(network.head().orElseThrow(), file);
  }
}
