package io.ffsamediff.bench;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.device.Machine;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.train.Cluster;
import io.ffsamediff.train.FFNetwork;
import io.ffsamediff.train.TrainingMemory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures steps on clusters, fits the cost model to them, and asks it for larger clusters. */
public final class ClusterBenchmark {

  private static final String ON_THIS_MACHINE = "local";
  private static final double GIB = 1L << 30;
  private static final double BITS_OF_GIGABIT = 1e9;

  /** Rows of the scaling tables, as multiples of the least. */
  private static final int[] SCALING_ROWS = {1, 2, 4};

  /** Widths of layers where bytes are to be told, as multiples of the configuration's. */
  private static final double[] BYTES_WIDTHS = {0.25, 1, 2, 4};

  /** The part of the least rows that is left where bytes are to be told. */
  private static final int BYTES_SHARE = 8;

  private static final double[] JOBS_WIDTHS = {0.25, 1};
  private static final int JOBS_ROWS_OF_SHARE = 2;

  private final Cluster.Provider clusters;
  private final ClusterRequest request;
  private final RunConfig config;
  private final SyntheticImages images;
  private final Path folder;
  private final Consumer<String> progress;
  private final Machine machine = Machine.read();
  private final List<ClusterPoint> points = new ArrayList<>();
  private final List<ClusterResult.Place> places = new ArrayList<>();

  /**
   * A benchmark that has not begun.
   *
   * @param clusters opens clusters
   * @param config trains layerwise, with the precision of its products resolved
   * @param images what to learn from
   * @param folder an empty folder for them, which the clusters can read
   * @param progress hears what is being done
   */
  public ClusterBenchmark(
      Cluster.Provider clusters,
      ClusterRequest request,
      RunConfig config,
      SyntheticImages images,
      Path folder,
      Consumer<String> progress) {
    this.clusters = clusters;
    this.request = request;
    this.config = config;
    this.images = images;
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Measures and forecasts.
   *
   * @param date when it was begun
   * @throws io.ffsamediff.device.DeviceException if a cluster is not to be had
   * @throws io.ffsamediff.config.ConfigException if clusters cannot train {@code config}
   * @throws io.ffsamediff.train.DivergedException if a loss is no finite number
   */
  public ClusterResult measure(Instant date) {
    clusters.check(config);
    progress.accept("random images of " + images);
    int most = request.rows() * SCALING_ROWS[SCALING_ROWS.length - 1];
    images.write(folder.resolve(ClusterSteps.DATA), most);
    for (String master : request.masters()) {
      measure(master);
    }
    AssumedNetwork network =
        new AssumedNetwork(request.gigabits() * BITS_OF_GIGABIT, AssumedNetwork.LATENCY_SECONDS);
    CostFit fit = CostFit.of(points, network);
    List<LayerSpec> layers = FFNetwork.specs(config.network(), images.inputs(config));
    TrainingMemory ofExample = images.memory(config);
    ClusterForecast.Maker forecasts =
        new ClusterForecast.Maker(
            fit.model(),
            layers.stream().map(spec -> step(spec, 1, 1, 1)).toList(),
            ofExample,
            request.workerGib() * GIB);
    return ClusterResult.of(
        config, date, machine, request, places, fit, ofExample.batchBytes(), forecasts.all());
  }

  private void measure(String master) {
    try (Cluster cluster = clusters.open(master, "ff bench " + config.name())) {
      places.add(new ClusterResult.Place(master, cluster.description(), cluster.cores()));
      ClusterSteps steps =
          new ClusterSteps(cluster, config, folder.toUri().toString(), request.repeats());
      int few = Math.max(cluster.cores(), request.rows() / BYTES_SHARE);
      // New processes are slow until their code is compiled.
      progress.accept(master + ": warming up");
      for (int i = 0; i <= request.repeats().warmUp(); i++) {
        steps.measure(few, 1);
      }
      if (isCrowded(master, cluster)) {
        int rows = Math.min(request.rows(), JOBS_ROWS_OF_SHARE * cluster.cores());
        for (double width : JOBS_WIDTHS) {
          measure(cluster, steps, master, ClusterPoint.Series.JOBS, rows, width);
        }
        return;
      }
      for (double width : BYTES_WIDTHS) {
        measure(cluster, steps, master, ClusterPoint.Series.BYTES, few, width);
      }
      for (int times : SCALING_ROWS) {
        measure(cluster, steps, master, ClusterPoint.Series.SCALING, times * request.rows(), 1);
      }
    }
  }

  /** Whether tasks are to take the cores from each other. */
  private boolean isCrowded(String master, Cluster cluster) {
    return master.startsWith(ON_THIS_MACHINE) && cluster.cores() > machine.cores();
  }

  private void measure(
      Cluster cluster,
      ClusterSteps steps,
      String master,
      ClusterPoint.Series series,
      int rows,
      double width) {
    progress.accept("%s: %,d rows, %s times the units".formatted(master, rows, width));
    int workers = cluster.cores();
    int atOnce = master.startsWith(ON_THIS_MACHINE) ? Math.min(workers, machine.cores()) : workers;
    for (ClusterSteps.Timed timed : steps.measure(rows, width)) {
      points.add(
          new ClusterPoint(
              master,
              series,
              step(timed.spec(), rows, workers, atOnce),
              timed.times().seconds(),
              timed.times().stages()));
    }
  }

  private static ClusterStep step(LayerSpec spec, long rows, int workers, int atOnce) {
    return new ClusterStep(
        spec.number(), rows, spec.inputs(), spec.units(), spec.parameters(), workers, atOnce);
  }
}
