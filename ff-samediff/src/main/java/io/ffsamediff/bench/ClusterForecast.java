package io.ffsamediff.bench;

import io.ffsamediff.train.TrainingMemory;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the model says of an inner epoch of the whole network on so many rows.
 *
 * @param rows examples to learn from
 * @param networkFrom workers from which on the network takes longer than the arithmetic; null where
 *     it does not up to {@value #MOST_WORKERS}
 * @param driverFrom the same of the driver's work
 * @param fastestWorkers workers with which it takes least
 * @param fastestSeconds what it takes with them
 * @param leastWorkers workers whose memory is enough
 * @param cells one a number of workers
 */
public record ClusterForecast(
    long rows,
    @Nullable Integer networkFrom,
    @Nullable Integer driverFrom,
    int fastestWorkers,
    double fastestSeconds,
    long leastWorkers,
    List<Cell> cells) {

  /** Examples that are looked at. */
  static final long[] ROWS = {1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000L};

  /** Workers that are looked at. */
  static final int[] WORKERS = {1, 2, 10, 100, 1000};

  /** The most workers that are looked at. */
  static final int MOST_WORKERS = 10_000;

  /** Positives and negatives of a step are counted by an int. */
  static final long MOST_ROWS = Integer.MAX_VALUE / 2;

  /** Copies the list. */
  public ClusterForecast {
    cells = List.copyOf(cells);
  }

  /**
   * So many workers.
   *
   * @param workers number of workers of one core, each on a machine of its own
   * @param seconds an inner epoch of all layers
   * @param computeSeconds of that, a worker's share of the rows
   * @param networkSeconds of that, parameters and sums on their way
   * @param driverSeconds of that, jobs and tasks
   * @param speedUp over one worker
   * @param bound the largest part: {@code compute}, {@code network} or {@code driver}
   * @param memoryFits whether a worker has the memory for its rows
   * @param supported whether the engine can count so many rows today
   */
  public record Cell(
      int workers,
      double seconds,
      double computeSeconds,
      double networkSeconds,
      double driverSeconds,
      double speedUp,
      String bound,
      boolean memoryFits,
      boolean supported) {}

  /** Asks a model. */
  static final class Maker {

    private final CostModel model;
    private final List<ClusterStep> layers;
    private final TrainingMemory ofExample;
    private final double workerBytes;

    /**
     * For a network.
     *
     * @param layers the step of each layer, on any rows and workers
     * @param ofExample what one example takes
     * @param workerBytes memory of a worker
     */
    Maker(CostModel model, List<ClusterStep> layers, TrainingMemory ofExample, double workerBytes) {
      this.model = model;
      this.layers = List.copyOf(layers);
      this.ofExample = ofExample;
      this.workerBytes = workerBytes;
    }

    /** The forecasts for all numbers of rows. */
    List<ClusterForecast> all() {
      return IntStream.range(0, ROWS.length).mapToObj(i -> of(ROWS[i])).toList();
    }

    /** The forecast for a number of rows. */
    ClusterForecast of(long rows) {
      int fastest = 1;
      double least = Double.MAX_VALUE;
      for (int workers = 1; workers <= MOST_WORKERS; workers++) {
        double seconds = cost(rows, workers).seconds();
        if (seconds < least) {
          least = seconds;
          fastest = workers;
        }
      }
      return new ClusterForecast(
          rows,
          longerFrom(rows, StepCost::networkSeconds),
          longerFrom(rows, StepCost::driverSeconds),
          fastest,
          least,
          leastWorkers(rows),
          IntStream.of(WORKERS).mapToObj(workers -> cell(rows, workers)).toList());
    }

    private StepCost cost(long rows, int workers) {
      StepCost all = StepCost.NONE;
      for (ClusterStep layer : layers) {
        all = all.plus(model.cost(layer.on(rows, workers)));
      }
      return all;
    }

    /** Workers from which on a part is always longer than the arithmetic. */
    private @Nullable Integer longerFrom(long rows, ToDoubleFunction<StepCost> part) {
      int workers = MOST_WORKERS;
      while (workers > 0 && isLonger(cost(rows, workers), part)) {
        workers--;
      }
      return workers == MOST_WORKERS ? null : workers + 1;
    }

    private static boolean isLonger(StepCost cost, ToDoubleFunction<StepCost> part) {
      return part.applyAsDouble(cost) > cost.computeSeconds();
    }

    private long leastWorkers(long rows) {
      double forRows = workerBytes - ofExample.parameterBytes();
      double needed = (double) rows * ofExample.batchBytes() / Math.max(1, forRows);
      return (long) Math.max(1, Math.ceil(needed));
    }

    private Cell cell(long rows, int workers) {
      StepCost cost = cost(rows, workers);
      return new Cell(
          workers,
          cost.seconds(),
          cost.computeSeconds(),
          cost.networkSeconds(),
          cost.driverSeconds(),
          cost(rows, 1).seconds() / cost.seconds(),
          cost.bound().word(),
          workers >= leastWorkers(rows),
          rows <= MOST_ROWS);
    }
  }
}
