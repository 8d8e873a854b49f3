package io.ffsamediff.report;

import io.ffsamediff.run.RunDirectory;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main figures of a report as PNG files in {@code figures/}. */
final class Figures {

  private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

  private Figures() {}

  /** Writes those that the run has something for, replacing any before them. */
  static void write(RunContents contents, ReportModel model) {
    RunDirectory run = contents.run();
    String name = ReportFormat.cut(contents.manifest().name(), 80);
    for (Chart chart : model.charts().pictures()) {
      write(run, chart.id(), () -> ChartPicture.draw(chart, name));
    }
    contents
        .examples()
        .ifPresent(
            images -> write(run, "examples", () -> ExampleGrid.draw(images, contents::className)));
    model.weights().ifPresent(w -> write(run, "weights", () -> WeightImages.figure(w)));
    contents
        .evaluation()
        .filter(e -> ConfusionTable.canBeDrawn(e.confusion()))
        .ifPresent(
            e ->
                write(
                    run,
                    "confusion",
                    () -> ConfusionPicture.figure(e.confusion(), contents::className)));
  }

  /** A Java without fonts or desktop classes cannot draw; the HTML has everything all the same. */
  private static void write(RunDirectory run, String name, Supplier<BufferedImage> drawing) {
    Path file = run.figures().resolve(name + ".png");
    try {
      run.write(file, PngImage.of(drawing));
    } catch (LinkageError | PictureException e) {
      LOG.warn("{} was left out: {}", file, e.toString());
    }
  }
}
