package io.ffsamediff.examples;

import io.ffsamediff.config.ConfigWriter;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.SoftmaxHead;
import io.ffsamediff.run.ModelDescription;
import io.ffsamediff.run.ModelStore;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.train.FFNetwork;
import java.nio.file.Path;

/** A run folder with nothing but a trained network. */
final class SavedRun {

  private SavedRun() {}

  /** Saves {@code network}, which has learnt examples like {@code train}. */
  static RunDirectory of(Path folder, RunConfig config, Dataset train, FFNetwork network) {
    String json = ConfigWriter.toJson(config);
    RunDirectory run = RunDirectory.create(folder, json);
    ModelStore.Facts facts =
        new ModelStore.Facts(
            "0.1.0",
            RowEncoder.of(config, train).inputs(),
            train.shape(),
            train.classes(),
            train.classNames(),
            ModelDescription.TableInputs.of(train),
            json,
            network.layers().size(),
            network.head().isPresent());
    new ModelStore(run)
        .save(
            facts,
            new ModelStore.PartWriter() {
              @Override
              public void writeLayer(int layer, Path file) {
                LayerGraph.save(network.layers().get(layer), file);
              }

              @Override
              public void writeHead(Path file) {
                SoftmaxHead.save(network.head().orElseThrow(), file);
              }
            });
    return run;
  }
}
