package io.ffsamediff.serve;

import io.ffsamediff.report.Webjars;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The few files of the page, all from the class path: no path of a request reaches a disk. */
final class Assets {

  private static final String OWN = "/io/ffsamediff/serve/";
  private static final String UPLOT = "/" + Webjars.folder("uplot") + "dist/";

  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private static final Map<String, Asset> ASSETS =
      Map.of(
          "/", read(OWN + "page.html", HTML),
          "/page.css", read(OWN + "page.css", CSS),
          "/draw.js", read(OWN + "draw.js", SCRIPT),
          "/runs.js", read(OWN + "runs.js", SCRIPT),
          "/uplot.css", read(UPLOT + "uPlot.min.css", CSS),
          "/uplot.js", read(UPLOT + "uPlot.iife.min.js", SCRIPT));

  private Assets() {}

  /**
   * A file.
   *
   * @param type its content type
   * @param bytes its bytes
   */
  record Asset(String type, byte[] bytes) {}

  /** The file at {@code path}. */
  static Optional<Asset> of(String path) {
    return Optional.ofNullable(ASSETS.get(path));
  }

  private static Asset read(String resource, String type) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + resource);
      }
      return new Asset(type, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
