package io.ffsamediff.examples;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Scanner;

/** The engine's process as {@code ./ff} starts it, without the script. */
public final class Launched {

  private static final String HOME_PROPERTY = "ff.home";
  private static final String LAUNCHER = "io.ffsamediff.cli.Launcher";

  private Launched() {}

  /**
   * The process, its last words {@code -cp}, the class path and the main class; needs {@code
   * ff.home}, the folder of the distribution.
   *
   * @throws IOException if the launcher cannot be started
   */
  public static ProcessBuilder asLauncherSays() throws IOException {
    ProcessBuilder engine = new ProcessBuilder();
    Process launcher = launcher();
    try (Scanner records = new Scanner(launcher.inputReader()).useDelimiter("\0")) {
      while (records.hasNext()) {
        String[] record = records.next().split(":", 2);
        switch (record[0]) {
          case "env" -> {
            String[] variable = record[1].split("=", 2);
            engine.environment().put(variable[0], variable[1]);
          }
          case "arg" -> engine.command().add(record[1]);
          default -> {}
        }
      }
    }
    return engine;
  }

  private static Process launcher() throws IOException {
    String home = System.getProperty(HOME_PROPERTY, "target/dist");
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-D" + HOME_PROPERTY + "=" + home,
            "-cp",
            Path.of(home, "lib") + "/*",
            LAUNCHER)
        .redirectError(Redirect.INHERIT)
        .start();
  }
}
