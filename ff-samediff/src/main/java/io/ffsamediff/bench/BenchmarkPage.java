package io.ffsamediff.bench;

import io.ffsamediff.report.HtmlPage;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A benchmark as one HTML file that needs nothing else. */
final class BenchmarkPage {

  private static final String HOME = "io/ffsamediff/bench/";
  private static final String REPORT_CSS = "io/ffsamediff/report/report.css";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private BenchmarkPage() {}

  /** The page. */
  static String html(BenchmarkResult result) {
    return HtmlPage.render(
        HOME + "benchmark.peb",
        Map.of(
            "css", HtmlPage.resource(REPORT_CSS) + HtmlPage.resource(HOME + "benchmark.css"),
            "name", result.name(),
            "machine", result.machine(),
            "date", TIME.format(result.date()),
            "method", result.method(),
            "notMeasured", result.notMeasured(),
            "missing", result.devices().stream().filter(d -> !d.available()).toList(),
            "devices", result.measured().stream().map(d -> new DevicePage(d).variables()).toList(),
            "comparison", Comparison.of(result.measured()),
            "config", PRETTY.writeValueAsString(result.config())));
  }
}
