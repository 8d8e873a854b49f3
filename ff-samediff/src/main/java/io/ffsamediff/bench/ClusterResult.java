package io.ffsamediff.bench;

import io.ffsamediff.bench.CostFit.Fitted;
import io.ffsamediff.config.ConfigWriter;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.device.Machine;
import io.ffsamediff.exec.StageTimes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A benchmark on clusters; its JSON has these fields.
 *
 * @param formatVersion {@value #FORMAT_VERSION}
 * @param name name of the configuration
 * @param date when it was begun
 * @param config the configuration with all defaults
 * @param machine the driver's machine
 * @param method how it was measured
 * @param clusters where
 * @param strong the same rows on more workers
 * @param weak rows that grow with the workers
 * @param points all measured steps, with the model's
 * @param model the fitted model
 * @param assumed what the forecasts assume
 * @param forecasts one a number of rows
 * @param limits what is not measured, a sentence each
 */
public record ClusterResult(
    int formatVersion,
    String name,
    Instant date,
    JsonNode config,
    Machine machine,
    Method method,
    List<Place> clusters,
    List<ClusterScaling> strong,
    List<ClusterScaling> weak,
    List<Point> points,
    Model model,
    Assumed assumed,
    List<ClusterForecast> forecasts,
    List<String> limits) {

  /** Version of the JSON's form. */
  public static final int FORMAT_VERSION = 1;

  private static final double GIGA = 1e9;

  private static final List<String> NOTES =
      List.of(
          "One full-batch step of a layer is one job. Times are medians of steps that follow a step of the same layer; min and max are beside them. Images are random: a step's time does not depend on them.",
          "A worker is a core with its share of the rows. Seconds of the scaling tables are an inner epoch of all layers, the sum of the layers' medians.",
          "The model's parts are fitted one by one, by the least squares of their errors relative to the step, no coefficient below zero. Where tasks are more than cores (series jobs), what the other parts leave of the step counts as reduce.");

  private static final List<String> LIMITS =
      List.of(
          "More workers than those above are modelled, not run; so is a network between machines.",
          "Not in the model: reading the data, the epoch's negatives (a byte an example to each worker), hand-over, evaluation, stragglers, failures.",
          "Rows that all workers together can have today: %,d, each with its negative."
              .formatted(ClusterForecast.MOST_ROWS));

  /** Copies the lists. */
  public ClusterResult {
    clusters = List.copyOf(clusters);
    strong = List.copyOf(strong);
    weak = List.copyOf(weak);
    points = List.copyOf(points);
    forecasts = List.copyOf(forecasts);
    limits = List.copyOf(limits);
  }

  /**
   * A cluster that was measured.
   *
   * @param master its address
   * @param description what it is
   * @param workers its cores
   */
  public record Place(String master, String description, int workers) {}

  /**
   * A layer's step.
   *
   * @param master the cluster
   * @param series {@code scaling}, {@code bytes} or {@code jobs}
   * @param layer number of the layer, from 1
   * @param rows examples, each with its negative
   * @param inputs width of the input
   * @param units width of the output
   * @param bytes bytes of the parameters
   * @param workers workers of one core
   * @param stepSeconds the step: the median
   * @param stepSpread its spread
   * @param stages what it went to, medians
   * @param modelSeconds the model's
   * @param modelStages what that goes to
   * @param error the model's less the measured one, relative to that
   */
  public record Point(
      String master,
      String series,
      int layer,
      long rows,
      int inputs,
      int units,
      long bytes,
      int workers,
      double stepSeconds,
      Spread stepSpread,
      StageTimes stages,
      double modelSeconds,
      StageTimes modelStages,
      double error) {

    static Point of(Fitted fitted) {
      ClusterPoint point = fitted.point();
      ClusterStep step = point.step();
      return new Point(
          point.master(),
          point.series().word(),
          step.layer(),
          step.rows(),
          step.inputs(),
          step.units(),
          Math.round(step.bytes()),
          step.workers(),
          point.seconds().median(),
          point.seconds(),
          point.stages(),
          fitted.modelSeconds(),
          fitted.stages(),
          fitted.error());
    }
  }

  /**
   * The fitted coefficients, and how well they fit.
   *
   * @param coreGflops rate of a core's products; null where they cost nothing that could be told
   * @param secondsPerActivation of positives and negatives, on a core
   * @param secondsPerGradientByte of a worker, to take over the parameters and to hand out the
   *     gradient
   * @param secondsPerBroadcast to begin with
   * @param secondsPerBroadcastByte of the parameters
   * @param secondsPerStage of a stage of a job
   * @param secondsPerTask of a task
   * @param secondsPerReducedByte of a share's gradient
   * @param secondsPerUpdatedByte of the parameters, at the driver
   * @param meanError mean of the points' errors without their signs
   * @param largestError the largest of them
   */
  public record Model(
      @Nullable Double coreGflops,
      double secondsPerActivation,
      double secondsPerGradientByte,
      double secondsPerBroadcast,
      double secondsPerBroadcastByte,
      double secondsPerStage,
      double secondsPerTask,
      double secondsPerReducedByte,
      double secondsPerUpdatedByte,
      double meanError,
      double largestError) {

    static Model of(CostFit fit) {
      CostModel model = fit.model();
      double operation = model.compute().secondsPerOperation();
      return new Model(
          operation == 0 ? null : 1 / operation / GIGA,
          model.compute().secondsPerActivation(),
          model.compute().secondsPerByte(),
          model.broadcast().seconds(),
          model.broadcast().secondsPerByte(),
          model.reduce().secondsPerStage(),
          model.reduce().secondsPerTask(),
          model.reduce().secondsPerByte(),
          model.secondsPerUpdatedByte(),
          fit.meanError(),
          fit.largestError());
    }
  }

  /**
   * What is assumed of clusters that are not at hand.
   *
   * @param networkGigabits bandwidth of a machine's network, in 10^9 bits a second
   * @param latencySeconds from a question to the beginning of its answer
   * @param workerGib memory of a worker for its rows, in GiB
   * @param bytesOfExample what an example takes of it
   */
  public record Assumed(
      double networkGigabits, double latencySeconds, double workerGib, long bytesOfExample) {}

  /** Puts a benchmark together. */
  static ClusterResult of(
      RunConfig config,
      Instant date,
      Machine machine,
      ClusterRequest request,
      List<Place> clusters,
      CostFit fit,
      long bytesOfExample,
      List<ClusterForecast> forecasts) {
    List<ClusterPoint> points = fit.points().stream().map(Fitted::point).toList();
    return new ClusterResult(
        FORMAT_VERSION,
        config.name(),
        date,
        JsonMapper.shared().readTree(ConfigWriter.toJson(config)),
        machine,
        new Method(request.repeats().warmUp(), request.repeats().count(), NOTES),
        clusters,
        ClusterScaling.strong(points),
        ClusterScaling.weak(points),
        fit.points().stream().map(Point::of).toList(),
        Model.of(fit),
        new Assumed(
            request.gigabits(),
            fit.model().network().latencySeconds(),
            request.workerGib(),
            bytesOfExample),
        forecasts,
        LIMITS);
  }
}
