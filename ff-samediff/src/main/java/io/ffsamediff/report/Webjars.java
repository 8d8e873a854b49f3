package io.ffsamediff.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Libraries of pages that come as jars of the package {@code org.webjars.npm}. */
public final class Webjars {

  private static final String PROPERTIES = "META-INF/maven/org.webjars.npm/%s/pom.properties";

  private Webjars() {}

  /**
   * The folder of a library on the class path, whatever its version.
   *
   * @param library name of its artifact
   * @return as in {@code META-INF/resources/webjars/uplot/1.6.30/}
   * @throws IllegalStateException if its jar is not on the class path
   */
  public static String folder(String library) {
    String file = PROPERTIES.formatted(library);
    try (InputStream in = Webjars.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + file);
      }
      Properties properties = new Properties();
      properties.load(in);
      return "META-INF/resources/webjars/%s/%s/"
          .formatted(library, properties.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
