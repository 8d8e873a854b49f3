package io.ffsamediff.report;

import io.ffsamediff.run.RunDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code report.html}: one file that needs nothing else, made from the run folder alone. Beside it
 * go the main figures as pictures: loss, goodness, errors, examples, weights and confusion in
 * {@code figures/}.
 */
public final class RunReport {

  private RunReport() {}

  /**
   * Writes the report of {@code run}, replacing any before it.
   *
   * @return the HTML file
   * @throws io.ffsamediff.run.RunFormatException if a file of the run is damaged
   * @throws io.ffsamediff.graph.ParameterFileException if the first layer's file is damaged
   * @throws io.ffsamediff.run.RunFolderException if the report cannot be written
   */
  public static Path write(RunDirectory run) {
    run.requireOwnFolders();
    RunContents contents = RunContents.read(run);
    ReportModel model = new ReportModel(contents);
    run.write(run.report(), html(model).getBytes(StandardCharsets.UTF_8));
    Figures.write(contents, model);
    return run.report();
  }

  private static String html(ReportModel model) {
    Map<String, Object> variables = new HashMap<>(model.variables());
    variables.putAll(ChartPage.variables());
    return HtmlPage.render(ChartPage.HOME + "report.peb", variables);
  }
}
