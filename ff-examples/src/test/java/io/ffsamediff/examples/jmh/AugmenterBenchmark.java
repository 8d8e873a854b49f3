package io.ffsamediff.examples.jmh;

import io.ffsamediff.data.Augmenter;
import io.ffsamediff.data.ExampleRandom;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A distorted image, on one thread: mean nanoseconds, encoding as a row not included. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AugmenterBenchmark {

  /** The {@code augmentation} of a configuration. */
  @Param({
    "{\"shift\":2,\"wholePixels\":true}",
    "{\"shift\":2}",
    "{\"shift\":2,\"rotation\":15,\"scale\":0.1,\"shear\":0.1}",
    "{\"shift\":2,\"rotation\":15,\"scale\":0.1,\"shear\":0.1,\"elastic\":2}"
  })
  public String augmentation = "";

  /** Images taken in turn. */
  @Param("10000")
  public int examples;

  private final ExampleRandom random = new ExampleRandom();
  private Workload workload;
  private Augmenter augmenter;
  private float[] pixels_D;
  private int next;

  /** Prepares the images. */
  @Setup
  public void prepare() {
    workload = Workload.of(examples, "augmentation=" + augmentation);
    augmenter =
        new Augmenter(Objects.requireNonNull(workload.config().augmentation()), workload.data());
    pixels_D = new float[workload.data().inputs()];
  }

  /** The next image. */
  @Benchmark
  public float[] distort() {
    next = (next + 1) % examples;
    random.start(1, next);
    augmenter.distort(next, random, pixels_D, 0);
    return pixels_D;
  }
}
