package io.ffsamediff.report;

import io.ffsamediff.run.ExampleImages;
import io.ffsamediff.run.RunDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code report.html}: one file that needs nothing else, made from the run folder alone. Beside it
 * go the pictures {@code figures/loss.png} and {@code figures/examples.png}.
 */
public final class RunReport {

  private static final Logger LOG = LoggerFactory.getLogger(RunReport.class);
  private static final String UPLOT = "META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final String HOME = "io/ffsamediff/report/";

  private RunReport() {}

  /**
   * Writes the report of {@code run}, replacing any before it.
   *
   * @return the HTML file
   * @throws io.ffsamediff.run.RunFormatException if a file of the run is damaged
   * @throws io.ffsamediff.run.RunFolderException if the report cannot be written
   */
  public static Path write(RunDirectory run) {
    run.requireOwnFolders();
    RunContents contents = RunContents.read(run);
    run.write(run.report(), html(contents).getBytes(StandardCharsets.UTF_8));
    writePictures(contents);
    return run.report();
  }

  private static String html(RunContents contents) {
    Map<String, Object> variables = new HashMap<>(new ReportModel(contents).variables());
    variables.put("uplotCss", HtmlPage.resource(UPLOT + "uPlot.min.css"));
    variables.put("uplotJs", HtmlPage.resource(UPLOT + "uPlot.iife.min.js"));
    variables.put("css", HtmlPage.resource(HOME + "report.css"));
    variables.put("js", HtmlPage.resource(HOME + "report.js"));
    return HtmlPage.render(HOME + "report.peb", variables);
  }

  private static void writePictures(RunContents contents) {
    if (!contents.epochs().isEmpty()) {
      picture(contents.run(), "loss.png", () -> LossChart.png(contents));
    }
    ExampleImages.read(contents.run())
        .ifPresent(
            images -> picture(contents.run(), "examples.png", () -> ExampleGrid.png(images)));
  }

  /** A Java without fonts or desktop classes cannot draw; the HTML has everything all the same. */
  private static void picture(RunDirectory run, String name, Supplier<byte[]> drawing) {
    Path file = run.figures().resolve(name);
    try {
      run.write(file, drawing.get());
    } catch (LinkageError | PictureException e) {
      LOG.warn("{} was left out: {}", file, e.toString());
    }
  }
}
