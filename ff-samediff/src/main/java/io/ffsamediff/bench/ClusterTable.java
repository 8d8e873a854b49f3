package io.ffsamediff.bench;

import io.ffsamediff.bench.ClusterForecast.Cell;
import io.ffsamediff.bench.ClusterResult.Model;
import io.ffsamediff.bench.ClusterResult.Point;
import io.ffsamediff.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A benchmark on clusters as text for the eye. */
public final class ClusterTable {

  private static final double MEGA = 1e6;
  private static final String NO_MEMORY = "m";
  private static final String NO_COUNT = "x";

  private final ClusterResult result;
  private final StringBuilder text = new StringBuilder();

  private ClusterTable(ClusterResult result) {
    this.result = result;
  }

  /** The benchmark as lines, each ended by a line feed. */
  public static String of(ClusterResult result) {
    ClusterTable table = new ClusterTable(result);
    table.head();
    table.scaling("strong scaling: rows, the same for all", result.strong());
    table.scaling("weak scaling: rows, in step with workers", result.weak());
    table.points();
    table.model();
    table.forecasts();
    result.limits().forEach(limit -> table.line(limit));
    return table.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void head() {
    line(result.name() + " on " + result.machine().summary());
    result.clusters().forEach(place -> line(place.description()));
  }

  private void scaling(String name, List<ClusterScaling> measured) {
    if (measured.isEmpty()) {
      return;
    }
    TextTable table = new TextTable().row(name, "workers", "inner epoch", "speed-up", "efficiency");
    for (ClusterScaling scaling : measured) {
      table.row(
          Figures.count(scaling.rows()),
          Figures.count(scaling.workers()),
          Figures.time(scaling.seconds()),
          Figures.ratio(scaling.speedUp()),
          Figures.percent(scaling.efficiency()));
    }
    text.append('\n').append(table);
  }

  private void points() {
    TextTable table =
        new TextTable()
            .row("a step of layer", "rows", "workers", "bytes", "measured", "modelled", "error");
    for (Point point : result.points()) {
      table.row(
          "%d, %d to %d".formatted(point.layer(), point.inputs(), point.units()),
          Figures.count(point.rows()),
          Figures.count(point.workers()),
          Figures.bytes(point.bytes()),
          Figures.time(point.stepSeconds()),
          Figures.time(point.modelSeconds()),
          Figures.signedPercent(point.error()));
    }
    text.append('\n').append(table);
    Model model = result.model();
    line(
        "error of the model: mean %s, largest %s"
            .formatted(Figures.percent(model.meanError()), Figures.percent(model.largestError())));
  }

  private void model() {
    Model model = result.model();
    TextTable table = new TextTable();
    @Nullable Double gflops = model.coreGflops();
    table.row("fitted: products of a core", gflops == null ? Figures.NONE : Figures.rate(gflops));
    table.row("activations of a core", perSecond(model.secondsPerActivation(), "M/s"));
    table.row("gradient at a worker", perSecond(model.secondsPerGradientByte(), "MB/s"));
    table.row("a broadcast", Figures.time(model.secondsPerBroadcast()));
    table.row("parameters broadcast", perSecond(model.secondsPerBroadcastByte(), "MB/s"));
    table.row("a stage of a job", Figures.time(model.secondsPerStage()));
    table.row("a task", Figures.time(model.secondsPerTask()));
    table.row("each share's gradient", perSecond(model.secondsPerReducedByte(), "MB/s"));
    table.row("parameters updated", perSecond(model.secondsPerUpdatedByte(), "MB/s"));
    ClusterResult.Assumed assumed = result.assumed();
    table.row("assumed: network of a machine", assumed.networkGigabits() + " Gbit/s");
    table.row("latency", Figures.time(assumed.latencySeconds()));
    table.row("memory of a worker", assumed.workerGib() + " GiB");
    table.row("memory for an example", Figures.bytes(assumed.bytesOfExample()));
    text.append('\n').append(table);
  }

  private static String perSecond(double seconds, String unit) {
    return seconds == 0 ? Figures.NONE : Figures.count(1 / seconds / MEGA) + " " + unit;
  }

  private void forecasts() {
    int[] workers = result.forecasts().get(0).cells().stream().mapToInt(Cell::workers).toArray();
    List<String> head = new ArrayList<>(List.of("modelled, rows"));
    IntStream.of(workers).mapToObj(w -> w == 1 ? "1 worker" : Figures.count(w)).forEach(head::add);
    TextTable times = new TextTable().row(head.toArray(String[]::new));
    TextTable bounds =
        new TextTable()
            .row("modelled, rows", "network longer from", "driver longer from", "fastest with");
    for (ClusterForecast forecast : result.forecasts()) {
      String rows = power(forecast.rows());
      List<String> cells = new ArrayList<>(List.of(rows));
      forecast.cells().forEach(cell -> cells.add(cell(cell)));
      times.row(cells.toArray(String[]::new));
      bounds.row(
          rows,
          workers(forecast.networkFrom()),
          workers(forecast.driverFrom()),
          "%s, %s"
              .formatted(
                  workers(forecast.fastestWorkers()), Figures.time(forecast.fastestSeconds())));
    }
    text.append('\n').append(times);
    line("an inner epoch of all layers, speed-up over one worker, the largest part;");
    line(
        "%s: more memory is needed, %s: more rows than can be counted."
            .formatted(NO_MEMORY, NO_COUNT));
    text.append('\n').append(bounds);
    line("longer than a worker's arithmetic, with that many workers or more.");
    text.append('\n');
  }

  /** As in {@code 1.23 s x9.8 compute m}. */
  private static String cell(Cell cell) {
    return "%s x%s %s%s%s"
        .formatted(
            Figures.time(cell.seconds()),
            speedUp(cell.speedUp()),
            cell.bound(),
            cell.memoryFits() ? "" : " " + NO_MEMORY,
            cell.supported() ? "" : " " + NO_COUNT);
  }

  private static String speedUp(double speedUp) {
    return String.format(Locale.ROOT, speedUp < 100 ? "%.1f" : "%.0f", speedUp);
  }

  private static String workers(@Nullable Integer workers) {
    if (workers == null) {
      return "none to " + Figures.count(ClusterForecast.MOST_WORKERS);
    }
    return Figures.count(workers) + (workers == 1 ? " worker" : " workers");
  }

  private static String power(long rows) {
    return "1e" + Math.round(Math.log10((double) rows));
  }
}
