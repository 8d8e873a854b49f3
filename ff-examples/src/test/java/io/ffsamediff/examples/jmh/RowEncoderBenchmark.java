package io.ffsamediff.examples.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/** Bytes of images to the floats of labelled rows, on one thread. */
public class RowEncoderBenchmark extends MillisBenchmark {

  /** The {@code type} of {@code labels} in a configuration. */
  @Param({"overlay", "append"})
  public String labels = "";

  /** Images of a call. */
  @Param("60000")
  public int examples;

  private Workload workload;
  private float[] row_I;

  /** Prepares the encoder and the images. */
  @Setup
  public void prepare() {
    workload = Workload.of(examples, "labels.type=" + labels);
    row_I = new float[workload.encoder().inputs()];
  }

  /** All images, one after the other, into the same row. */
  @Benchmark
  public void encode(Blackhole blackhole) {
    for (int i = 0; i < examples; i++) {
      blackhole.consume(workload.encoder().encode(workload.data(), i, row_I, 0));
      blackhole.consume(row_I);
    }
  }
}
