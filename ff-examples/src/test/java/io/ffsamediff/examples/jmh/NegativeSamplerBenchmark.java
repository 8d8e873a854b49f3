package io.ffsamediff.examples.jmh;

import io.ffsamediff.data.NegativeSampler;
import io.ffsamediff.train.RandomStreams;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The labels of an epoch's negatives. */
public class NegativeSamplerBenchmark extends MillisBenchmark {

  /** The {@code type} of {@code negatives} in a configuration. */
  @Param({"shuffled", "wrong-label"})
  public String negatives = "";

  /** Examples of an epoch. */
  @Param("60000")
  public int examples;

  private NegativeSampler sampler;
  private RandomStreams streams;
  private int[] labels_N;
  private int classes;
  private int epoch;

  /** Prepares the sampler and the labels. */
  @Setup
  public void prepare() {
    Workload workload = Workload.of(examples, "negatives.type=" + negatives);
    sampler = NegativeSampler.of(workload.config().negatives());
    streams = new RandomStreams(workload.config().seed());
    labels_N = workload.data().labels();
    classes = workload.data().classes();
  }

  /** All labels of one epoch. */
  @Benchmark
  public int[] sample() {
    return sampler.sample(labels_N, classes, streams.stream(RandomStreams.NEGATIVES, epoch++));
  }
}
