package io.ffsamediff.report;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Pages made of templates on the class path, which escape what is put into them. */
public final class HtmlPage {

  private HtmlPage() {}

  /**
   * Fills in a template.
   *
   * @param template name of its resource
   * @param variables everything it mentions, by name
   */
  public static String render(String template, Map<String, Object> variables) {
    PebbleEngine engine =
        new PebbleEngine.Builder()
            .loader(new ClasspathLoader(HtmlPage.class.getClassLoader()))
            .strictVariables(true)
            .defaultLocale(Locale.ENGLISH)
            .build();
    StringWriter html = new StringWriter();
    try {
      engine.getTemplate(template).evaluate(html, variables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return html.toString();
  }

  /** A text on the class path, such as a style sheet to be put into a page. */
  public static String resource(String name) {
    try (InputStream in = HtmlPage.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
