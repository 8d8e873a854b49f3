package io.ffsamediff.run;

import io.ffsamediff.eval.ConfusionMatrix;
import io.ffsamediff.eval.Evaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code evaluation.json}: the evaluation of the run's default predictor and, where there are
 * several, under {@code predictors} all of them, the default's first. It is of the trained network
 * only where the manifest says that the run is finished.
 */
public final class EvaluationFile {

  /** The fields of the file, in its order. */
  private record Fields(
      String data,
      String split,
      String predictor,
      int examples,
      int errors,
      double accuracy,
      List<Double> perLayer,
      int[][] confusion,
      @Nullable List<Fields> predictors) {

    private Fields {
      Objects.requireNonNull(data, "data");
      Objects.requireNonNull(split, "split");
      Objects.requireNonNull(predictor, "predictor");
      perLayer = List.copyOf(perLayer);
      Objects.requireNonNull(confusion, "confusion");
      predictors = predictors == null ? null : List.copyOf(predictors);
      for (int[] row : confusion) {
        if (row.length != confusion.length || Arrays.stream(row).anyMatch(n -> n < 0)) {
          throw new IllegalArgumentException("confusion is not a square of counts");
        }
      }
    }

    static Fields of(Evaluation e, @Nullable List<Fields> predictors) {
      return new Fields(
          e.data(),
          e.split(),
          e.predictor(),
          e.examples(),
          e.errors(),
          e.accuracy(),
          e.perLayer(),
          e.confusion().counts(),
          predictors);
    }

    /** The default predictor's, which is in {@code predictors} once more, and the others. */
    List<Evaluation> toEvaluations() {
      Stream<Fields> all = predictors == null ? Stream.empty() : predictors.stream();
      Stream<Fields> others = all.filter(other -> !other.predictor.equals(predictor));
      return Stream.concat(Stream.of(this), others).map(Fields::toEvaluation).toList();
    }

    private Evaluation toEvaluation() {
      return new Evaluation(
          data,
          split,
          predictor,
          examples,
          errors,
          accuracy,
          perLayer,
          new ConfusionMatrix(confusion));
    }
  }

  private EvaluationFile() {}

  /**
   * The JSON of evaluations.
   *
   * @param evaluations the default predictor's, then any others; at least one
   */
  public static String json(List<Evaluation> evaluations) {
    return RunJson.PRETTY.writeValueAsString(fields(evaluations)) + "\n";
  }

  private static Fields fields(List<Evaluation> evaluations) {
    List<Fields> all = evaluations.stream().map(e -> Fields.of(e, null)).toList();
    return Fields.of(evaluations.get(0), all.size() > 1 ? all : null);
  }

  /**
   * Writes {@code evaluation.json}.
   *
   * @param evaluations the default predictor's, then any others; at least one
   * @throws RunFolderException if it cannot be written
   */
  public static void write(RunDirectory run, List<Evaluation> evaluations) {
    RunJson.write(run.evaluation(), fields(evaluations));
  }

  /**
   * The default predictor's evaluation; empty if the run has none yet.
   *
   * @throws RunFormatException if the file is damaged
   */
  public static Optional<Evaluation> read(RunDirectory run) {
    return readAll(run).stream().findFirst();
  }

  /**
   * The default predictor's evaluation, then those of any others; none if the run has none yet.
   *
   * @throws RunFormatException if the file is damaged
   */
  public static List<Evaluation> readAll(RunDirectory run) {
    Path file = run.evaluation();
    return Files.exists(file)
        ? RunJson.read(file, RunLimits.EVALUATION, Fields.class).toEvaluations()
        : List.of();
  }
}
