package io.ffsamediff.run;

import io.ffsamediff.data.Provenance;
import io.ffsamediff.eval.ConfusionMatrix;
import io.ffsamediff.eval.Evaluation;
import io.ffsamediff.eval.GoodnessHistogram;
import io.ffsamediff.eval.Insights;
import io.ffsamediff.eval.Mistake;
import io.ffsamediff.run.EpochMetrics.LayerMetrics;
import io.ffsamediff.train.BestState;
import io.ffsamediff.train.EpochTotals;
import io.ffsamediff.train.EpochTotals.LayerTotals;
import io.ffsamediff.train.LayerState;
import io.ffsamediff.train.TrainingCursor;
import io.ffsamediff.train.TrainingState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Run folders and states as a real run would make them, for tests of all who read them. */
public final class RunFixture {

  public static final Instant START = Instant.parse("2026-11-23T13:00:00Z");

  public static final String CONFIG =
      """
      {
        "name": "tiny",
        "seed": 7,
        "data": {"name": "mnist"},
        "network": {"type": "forward-forward", "layers": [{"units": 3}, {"units": 2}]},
        "training": {"type": "layerwise", "epochs": 30, "layerEpochs": 1}
      }
      """;

  private RunFixture() {}

  /** A new run in {@code folder}/tiny. */
  public static RunDirectory create(Path folder) {
    return RunDirectory.create(folder.resolve("tiny"), CONFIG);
  }

  public static RunManifest manifest() {
    return RunManifest.started(
        "tiny",
        7,
        "c0ffee".repeat(10) + "abcd",
        List.of(new Provenance("train-images-idx3-ubyte", "data/mnist", "ba89".repeat(16))),
        new RunManifest.Examples(60_000, 10_000),
        new RunManifest.Versions(
            "0.1.0",
            null,
            "17.0.15 (Temurin)",
            "1.0.0-M2.1",
            "OpenBLAS 0.3.31, SkylakeX",
            null,
            null),
        new RunManifest.Device("cpu", "AMD EPYC, 2 cores", "no CUDA driver was found"),
        START);
  }

  /** Metrics that fall as real ones do; every fifth epoch and the last are evaluated. */
  public static EpochMetrics epoch(int epoch, int epochs) {
    double first = 0.42 * Math.exp(-epoch / 6.0) + 0.21;
    double second = 0.50 * Math.exp(-epoch / 9.0) + 0.27;
    boolean judged = epoch % 5 == 0 || epoch == epochs;
    return new EpochMetrics(
        epoch,
        (first + second) / 2,
        (first + second) / 2 + 0.03,
        0.003,
        1.25,
        List.of(
            new LayerMetrics(1, first, 1.5 + epoch * 0.05, 1.4 - epoch * 0.02),
            new LayerMetrics(2, second, 1.5 + epoch * 0.03, 1.45 - epoch * 0.015)),
        null,
        judged ? (int) (60_000 * (0.3 * Math.exp(-epoch / 8.0) + 0.012)) : null,
        judged ? (int) (10_000 * (0.3 * Math.exp(-epoch / 8.0) + 0.024)) : null,
        null);
  }

  public static Evaluation evaluation() {
    return evaluation("goodness", List.of(0.9412, 0.9687), 3);
  }

  /** Of a predictor that knows no layers. */
  public static Evaluation headEvaluation() {
    return evaluation("head", List.of(), 4);
  }

  private static Evaluation evaluation(String predictor, List<Double> perLayer, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] counts = new int[10][10];
    int errors = 0;
    for (int a = 0; a < 10; a++) {
      int left = 1000;
      for (int p = 0; p < 10; p++) {
        if (p != a && random.nextInt(3) > 0) {
          counts[a][p] = (int) Math.pow(random.nextDouble() * 3.4, 2);
          left -= counts[a][p];
          errors += counts[a][p];
        }
      }
      counts[a][a] = left;
    }
    return new Evaluation(
        "mnist",
        "test",
        predictor,
        10_000,
        errors,
        1 - errors / 1e4,
        perLayer,
        new ConfusionMatrix(counts));
  }

  /** Of two layers, with a mistake of two by two pixels. */
  public static Insights insights() {
    return new Insights(
        "mnist",
        "test",
        "goodness",
        10_000,
        199,
        List.of(
            new GoodnessHistogram(
                1,
                1.5,
                0,
                4,
                List.of(10, 40, 800, 9150),
                List.of(60_000, 29_000, 990, 10),
                3.6,
                0.7),
            new GoodnessHistogram(
                2,
                1.5,
                0,
                2,
                List.of(0, 100, 900, 9000),
                List.of(70_000, 19_000, 999, 1),
                1.8,
                0.4)),
        new Insights.Size(2, 2, null),
        List.of(
            new Mistake(
                247,
                4,
                9,
                2.5,
                4.75,
                List.of(1.25, 1.25),
                List.of(3.5, 1.25),
                new byte[] {0, (byte) 255, 64, 7})));
  }

  /** The same mistake without its picture. */
  @SuppressWarnings("NullAway") // the annotation of an array is lost in class files of JDK 17
  public static Insights tableInsights() {
    Insights of = insights();
    Mistake mistake = of.mistakes().get(0);
    return new Insights(
        of.data(),
        of.split(),
        of.predictor(),
        of.examples(),
        of.errors(),
        of.goodness(),
        null,
        List.of(
            new Mistake(
                mistake.example(),
                mistake.label(),
                mistake.predicted(),
                mistake.labelScore(),
                mistake.predictedScore(),
                mistake.labelGoodness(),
                mistake.predictedGoodness(),
                null)));
  }

  /** Two by two pixel examples. */
  public static ExampleImages examples() {
    List<ExampleImages.Example> examples = new ArrayList<>();
    for (int label = 0; label < 4; label++) {
      examples.add(
          new ExampleImages.Example(label, new byte[] {0, (byte) 255, (byte) 128, (byte) label}));
    }
    return new ExampleImages(2, 2, null, examples);
  }

  /** A state of two layers of 4 x 3 and 3 x 2 weights, {@code epoch} epochs done. */
  public static TrainingState state(int epoch) {
    SplittableRandom random = new SplittableRandom(epoch);
    return new TrainingState(
        new TrainingCursor(epoch, 2, 1, 3),
        new EpochTotals(
            1.5 + epoch,
            0.25,
            0.125,
            List.of(new LayerTotals(0.1, 2, 0.3, 0.4, 5), new LayerTotals(6, 7, 8, 9, 10))),
        List.of(layer(15, random), layer(8, random)));
  }

  /** As {@link #state}, with peers, a head, averages and a best epoch. */
  public static TrainingState fullState(int epoch) {
    TrainingState fresh = freshFullState(epoch);
    return new TrainingState(
        fresh.next(),
        fresh.totals(),
        fresh.layers(),
        fresh.head(),
        fresh.averages(),
        Optional.of(new BestState(epoch, 42, 3, weights(-epoch))));
  }

  /** As {@link #fullState}, before any epoch was the best. */
  public static TrainingState freshFullState(int epoch) {
    SplittableRandom random = new SplittableRandom(epoch + 100);
    List<LayerState> layers = new ArrayList<>();
    for (LayerState layer : state(epoch).layers()) {
      float[] activity = floats(layer.parameters().length == 15 ? 3 : 0, random);
      layers.add(
          new LayerState(
              layer.parameters(), layer.updaterState(), layer.iteration() + 1, activity));
    }
    return new TrainingState(
        new TrainingCursor(epoch, 2, 1, 3),
        state(epoch).totals(),
        layers,
        Optional.of(layer(6, random)),
        weights(epoch),
        Optional.empty());
  }

  /** Arrays as long as the parameters of each layer and the head. */
  private static List<float[]> weights(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return List.of(floats(15, random), floats(8, random), floats(6, random));
  }

  private static LayerState layer(int parameters, SplittableRandom random) {
    float[] weights = floats(parameters, random);
    float[] moments = new float[2 * parameters];
    for (int i = 0; i < parameters; i++) {
      moments[i] = random.nextInt();
      moments[parameters + i] = -moments[i];
    }
    return new LayerState(weights, moments, 17);
  }

  /** Any bits, so that some are not a number. */
  private static float[] floats(int count, SplittableRandom random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    return values;
  }
}
