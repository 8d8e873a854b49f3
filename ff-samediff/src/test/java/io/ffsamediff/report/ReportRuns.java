package io.ffsamediff.report;

import io.ffsamediff.data.ImageShape;
import io.ffsamediff.graph.FlatFiles;
import io.ffsamediff.run.EvaluationFile;
import io.ffsamediff.run.InsightsFile;
import io.ffsamediff.run.MetricsLog;
import io.ffsamediff.run.ModelDescription;
import io.ffsamediff.run.ModelStore;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import io.ffsamediff.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Run folders with all that a report can show. */
final class ReportRuns {

  private static final String CONFIG = RunFixture.CONFIG;

  private ReportRuns() {}

  /** A finished run of two layers; without insights and model, as earlier versions left it. */
  static RunDirectory old(Path folder, int epochs) {
    RunDirectory run = RunFixture.create(folder);
    metrics(run, epochs);
    RunFixture.manifest().ended(RunFixture.START.plusSeconds(60), RunStatus.FINISHED).write(run);
    EvaluationFile.write(run, List.of(RunFixture.evaluation()));
    RunFixture.examples().write(run);
    return run;
  }

  /** A finished run with insights, and a model of three units that see 2 x 2 pixels. */
  static RunDirectory finished(Path folder, int epochs) {
    RunDirectory run = old(folder, epochs);
    InsightsFile.write(run, RunFixture.insights());
    model(run, ImageShape.grey(2, 2), null, 4, 3, 9, -1, 0, 0, 2, 5, 0, 0, -5, 0, 0, 1);
    return run;
  }

  static void metrics(RunDirectory run, int epochs) {
    try (MetricsLog log = MetricsLog.open(run, 0)) {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        log.append(RunFixture.epoch(epoch, epochs));
      }
    }
  }

  /**
   * Saves a model of one layer.
   *
   * @param kernel_IO its weights
   */
  static void model(
      RunDirectory run,
      ImageShape shape,
      ModelDescription.@Nullable TableInputs table,
      int inputs,
      int units,
      float... kernel_IO) {
    save(run, shape, 10, List.of(), table, CONFIG, new Parts(inputs, units, kernel_IO));
  }

  /** Saves a model of three units that see 2 x 2 pixels, the first two of them as a label. */
  static void overlaid(RunDirectory run, float... kernel_IO) {
    String config = CONFIG.replace("\"seed\"", "\"labels\": {\"type\": \"overlay\"}, \"seed\"");
    Parts parts = new Parts(4, 3, kernel_IO);
    save(run, ImageShape.grey(2, 2), 2, List.of(), null, config, parts);
  }

  /** Saves a model that knows names of its classes. */
  static void named(RunDirectory run, String... names) {
    Parts parts = new Parts(4, 3, new float[12]);
    save(run, ImageShape.grey(2, 2), names.length, List.of(names), null, CONFIG, parts);
  }

  private static void save(
      RunDirectory run,
      ImageShape shape,
      int classes,
      List<String> names,
      ModelDescription.@Nullable TableInputs table,
      String config,
      Parts parts) {
    new ModelStore(run)
        .save(
            new ModelStore.Facts(
                "0.1.0", parts.inputs(), shape, classes, names, table, config, 1, false),
            parts);
  }

  private record Parts(int inputs, int units, float[] kernel_IO) implements ModelStore.PartWriter {

    @Override
    public void writeLayer(int layer, Path file) throws IOException {
      long[] shape = {2, inputs, units, units, 1, 8192, 1, 'c'};
      Files.write(file, new FlatFiles().variable("kernel", shape, kernel_IO).bytes());
    }

    @Override
    public void writeHead(Path file) {
      throw new IllegalStateException("the model has no head");
    }
  }
}
