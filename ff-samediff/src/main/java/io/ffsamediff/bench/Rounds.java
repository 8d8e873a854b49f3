package io.ffsamediff.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/*
 * Everything that is set in relation to one another is measured in turn, round after round: what
 * disturbs the machine for a while then disturbs all of it alike.
 */
/** Rounds of sgemm, each layer's products, and a training pass. */
final class Rounds implements AutoCloseable {

  private final TrainingPass training;
  private final Roof roof;
  private final List<Double> gflops = new ArrayList<>();
  private final List<List<Double>> productSeconds = lists();
  private final List<List<Double>> passSeconds = lists();
  private final List<List<Double>> stepSeconds = lists();

  /** Rounds with the passes of {@code training}, which its owner closes. */
  Rounds(TrainingPass training) {
    this.training = training;
    Optional<CudaRoof> cuda = CudaRoof.of(training);
    this.roof = cuda.isPresent() ? cuda.get() : new HostRoof(training);
    for (int l = 0; l < training.layers(); l++) {
      productSeconds.add(new ArrayList<>());
      passSeconds.add(new ArrayList<>());
      stepSeconds.add(new ArrayList<>());
    }
  }

  private static List<List<Double>> lists() {
    return new ArrayList<>();
  }

  /** Runs all rounds. */
  void run(Repeats repeats) {
    for (int i = 0; i < repeats.warmUp(); i++) {
      round(false);
    }
    for (int i = 0; i < repeats.count(); i++) {
      round(true);
    }
  }

  private void round(boolean counts) {
    double rate = roof.gflops();
    double[] alone =
        IntStream.range(0, training.layers()).mapToDouble(roof::productSeconds).toArray();
    roof.rest();
    StepClock clock = new StepClock(training.layers());
    training.run(clock);
    if (counts) {
      gflops.add(rate);
      for (int l = 0; l < alone.length; l++) {
        productSeconds.get(l).add(alone[l]);
        passSeconds.get(l).add(clock.sum(l));
        stepSeconds.get(l).addAll(clock.steps(l));
      }
    }
  }

  /** What the layers are held against. */
  Roof roof() {
    return roof;
  }

  /** Rates of the sgemm in GFLOP/s. */
  Spread gflops() {
    return spread(gflops);
  }

  /** What was measured of layer {@code layer}, from 0, besides {@code garbage}. */
  LayerTimes times(int layer, StepGarbage garbage) {
    return new LayerTimes(
        innerEpoch(layer),
        spread(stepSeconds.get(layer)),
        products(layer),
        garbage.heapBytes(layer),
        garbage.nativeObjects(layer),
        garbage.residentBytes(layer));
  }

  /** Seconds of an inner epoch of layer {@code layer}, from 0. */
  Spread innerEpoch(int layer) {
    return spread(passSeconds.get(layer));
  }

  /** Seconds of the products alone of an inner epoch of layer {@code layer}, from 0. */
  Spread products(int layer) {
    return spread(productSeconds.get(layer));
  }

  private static Spread spread(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Override
  public void close() {
    roof.close();
  }
}
