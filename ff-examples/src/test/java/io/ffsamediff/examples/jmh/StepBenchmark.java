package io.ffsamediff.examples.jmh;

import io.ffsamediff.exec.StepStatistics;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A training step of the first layer, the optimiser's update included: all examples as one batch of
 * one block, and a mini-batch, whose staging is included.
 */
public class StepBenchmark extends MillisBenchmark {

  /** Positives of a step; each has a negative. */
  @Param({"full", "100"})
  public String batchSize = "";

  /** Units of the layer. */
  @Param({"500", "1000"})
  public int units;

  /** Examples; as many mini-batches of 100 as make a little less than a block of 500 units. */
  @Param("2300")
  public int examples;

  private LayerTraining training;

  /** Prepares the layer and its rows. */
  @Setup
  public void prepare() {
    training =
        new LayerTraining(
            Workload.of(
                examples,
                "training.batchSize=" + batchSize,
                "network.layers=[{\"units\": %d}]".formatted(units)));
  }

  /** One step. */
  @Benchmark
  public StepStatistics step() {
    return training.step();
  }

  /** Frees the layer and its rows. */
  @TearDown
  public void close() {
    training.close();
  }
}
