package io.ffsamediff.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a card of Hopper's kind should reach with the engine's own executor, and what this one does.
 *
 * @param card its name
 * @param targets one after the other
 */
record CudaTargets(String card, List<Target> targets) {

  private static final String TF32 = "tf32";

  /** Copies the list. */
  CudaTargets {
    targets = List.copyOf(targets);
  }

  /**
   * One target.
   *
   * @param name as in {@code keras-epoch}
   * @param what what is measured, in words
   * @param precision of the products
   * @param unit {@code s}, or {@code x} for a multiple
   * @param limit what is asked for, at most
   * @param value what was measured; null where nothing was
   * @param met whether the value is within the limit; null where there is none
   */
  record Target(
      String name,
      String what,
      String precision,
      String unit,
      double limit,
      @Nullable Double value,
      @Nullable Boolean met) {

    private static Target of(
        String name,
        String what,
        String precision,
        String unit,
        double limit,
        DoubleStream measured) {
      double value = measured.max().orElse(Double.NaN);
      return Double.isFinite(value)
          ? new Target(name, what, precision, unit, limit, value, value <= limit)
          : new Target(name, what, precision, unit, limit, null, null);
    }

    /** As in {@code keras-epoch, tf32: 0.21 s of at most 0.25 s: met}. */
    String line() {
      return value == null
          ? String.format(Locale.ROOT, "%s, %s: not measured", name, precision)
          : String.format(
              Locale.ROOT,
              "%s, %s: %.3g %s of at most %.3g %s: %s",
              name,
              precision,
              value,
              unit,
              limit,
              unit,
              Boolean.TRUE.equals(met) ? "met" : "not met");
    }
  }

  /**
   * Picks the figures out of what was measured; null where it is not yet.
   *
   * @param keras what {@code ff bench --json} says of the Keras configuration on CUDA in TF32
   * @param paper epochs of the paper's configuration, see {@link TrainedEpochs}
   * @param selfCheck see {@link SelfCheck}
   */
  static CudaTargets of(
      String card,
      @Nullable JsonNode keras,
      @Nullable JsonNode paper,
      @Nullable JsonNode selfCheck) {
    JsonNode cuda = orNothing(keras).path("devices").path(0);
    String name = orNothing(keras).path("name").asString("the Keras configuration");
    return new CudaTargets(
        card,
        List.of(
            Target.of(
                "keras-epoch",
                "a model epoch of %s, %s rows, in the controller's loop: the median"
                    .formatted(name, cuda.path("layers").path(0).path("rows").asString("60000")),
                TF32,
                "s",
                0.25,
                number(cuda.path("epochSeconds"))),
            Target.of(
                "inner-epoch-over-products",
                "an inner epoch of %s over the time of its products by cuBLASLt: the worst of each layer's, measured apart, and of all in the loop"
                    .formatted(name),
                TF32,
                "x",
                1.3,
                ratios(cuda)),
            Target.of(
                "paper-60-epochs",
                "%s epochs of %s without evaluation, extrapolated from the median of a few after one to warm up"
                    .formatted(
                        orNothing(paper).path("extrapolatedEpochs").asString("60"),
                        orNothing(paper).path("name").asString("the paper's configuration")),
                TF32,
                "s",
                60,
                number(orNothing(paper).path("extrapolatedSeconds"))),
            Target.of(
                "self-check",
                "the self-check before CUDA is taken, its kernels compiled before",
                "f32",
                "s",
                2,
                number(orNothing(selfCheck).path("again").path("seconds")))));
  }

  private static DoubleStream ratios(JsonNode cuda) {
    return DoubleStream.concat(
        number(cuda.path("epoch").path("productRatio")),
        StreamSupport.stream(cuda.path("layers").spliterator(), false)
            .flatMapToDouble(layer -> number(layer.path("productRatio"))));
  }

  private static JsonNode orNothing(@Nullable JsonNode node) {
    return node == null ? MissingNode.getInstance() : node;
  }

  private static DoubleStream number(JsonNode node) {
    return node.isNumber() ? DoubleStream.of(node.asDouble()) : DoubleStream.empty();
  }
}
