package io.ffsamediff.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/*
 * Everything that is set in relation to one another is measured in turn, round after round: what
 * disturbs the machine for a while then disturbs all of it alike.
 */
/** Rounds of sgemm, each layer's products, and a training pass. */
final class Rounds implements AutoCloseable {

  /*
   * The products alone use BLAS's own threads, which spin for 2^26 cycles after their last product, about
   * 27 ms at 2.5 GHz. Training uses none of them, so a pass waits until they sleep.
   */
  private static final long BLAS_REST_NANOS = 100_000_000;

  private final TrainingPass training;
  private final GemmRoof roof = new GemmRoof();
  private final List<LayerProducts> products = new ArrayList<>();
  private final List<Double> gflops = new ArrayList<>();
  private final List<List<Double>> productSeconds = lists();
  private final List<List<Double>> passSeconds = lists();
  private final List<List<Double>> stepSeconds = lists();

  /** Rounds with the passes of {@code training}, which its owner closes. */
  Rounds(TrainingPass training) {
    this.training = training;
    for (int l = 0; l < training.layers(); l++) {
      products.add(new LayerProducts(training.shape(l)));
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
    double rate = roof.measure();
    double[] alone = products.stream().mapToDouble(LayerProducts::measure).toArray();
    LockSupport.parkNanos(BLAS_REST_NANOS);
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
    products.forEach(LayerProducts::close);
  }
}
