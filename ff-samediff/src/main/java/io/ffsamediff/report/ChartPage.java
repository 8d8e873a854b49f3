package io.ffsamediff.report;

import java.util.Map;

/** What pages with charts have in common: styles, scripts, and the one rule that lets them run. */
final class ChartPage {

  /** Where the resources of this package are. */
  static final String HOME = "io/ffsamediff/report/";

  private static final String UPLOT = Webjars.folder("uplot") + "dist/";

  private ChartPage() {}

  /** The variables of {@code parts.peb}. */
  static Map<String, Object> variables() {
    String library = HtmlPage.resource(UPLOT + "uPlot.iife.min.js");
    String script = HtmlPage.resource(HOME + "report.js");
    return Map.of(
        "uplotCss",
        HtmlPage.resource(UPLOT + "uPlot.min.css"),
        "css",
        HtmlPage.resource(HOME + "report.css"),
        "uplotJs",
        library,
        "js",
        script,
        "scripts",
        HtmlPage.hash(library) + " " + HtmlPage.hash(script));
  }
}
