package io.ffsamediff.bench;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.eval.GoodnessPredictor;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.train.FFNetwork;
import io.ffsamediff.train.RandomStreams;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Predicts test examples with a fresh network, whose cost is that of a trained one. */
final class PredictionBenchmark {

  private PredictionBenchmark() {}

  /** Predicts {@code test} again and again. */
  static PredictionResult measure(
      RunConfig config, Dataset test, Repeats repeats, double sgemmGflops) {
    RowEncoder encoder = RowEncoder.of(config, test);
    try (FFNetwork network =
            FFNetwork.initialise(config.network(), encoder, new RandomStreams(config.seed()));
        GoodnessPredictor predictor =
            new GoodnessPredictor(network, encoder, config.evaluation().layers())) {
      Spread seconds = repeats.run(() -> Repeats.seconds(() -> predictor.predict(test)));
      int[] widths =
          Stream.of(
                  IntStream.of(encoder.inputs()),
                  network.specs().stream().mapToInt(LayerSpec::units))
              .flatMapToInt(part -> part)
              .toArray();
      double operations = Roofline.prediction(test.size(), test.classes(), widths);
      double bound = Roofline.seconds(operations, sgemmGflops);
      return new PredictionResult(
          test.size(), test.classes(), seconds, bound, seconds.median() / bound);
    }
  }
}
