package io.ffsamediff.examples.jmh;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;

/**
 * Runs JMH on the distribution, started as {@code ./ff} starts the engine: what the launcher tells
 * of environment and JVM options holds for JMH's process and, inherited, for those that it forks.
 */
public final class Jmh {

  private static final String HOME_PROPERTY = "ff.home";
  private static final String LAUNCHER = "io.ffsamediff.cli.Launcher";
  private static final String JMH = "org.openjdk.jmh.Main";

  private Jmh() {}

  /**
   * Runs JMH and ends as it does; needs {@code ff.home}, the folder of the distribution.
   *
   * @param arguments JMH's
   * @throws IOException if a process cannot be started
   * @throws InterruptedException if the wait for one is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ProcessBuilder jmh = asLauncherSays();
    List<String> command = jmh.command();
    int main = command.size() - 1;
    command.set(main, JMH);
    // The engine comes first from the distribution.
    command.set(
        main - 1,
        command.get(main - 1) + File.pathSeparator + System.getProperty("java.class.path"));
    command.addAll(List.of(arguments));
    System.exit(jmh.inheritIO().start().waitFor());
  }

  /** The engine's process, its last words {@code -cp}, the class path and the main class. */
  private static ProcessBuilder asLauncherSays() throws IOException {
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
