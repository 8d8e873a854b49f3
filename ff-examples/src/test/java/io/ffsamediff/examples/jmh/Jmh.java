package io.ffsamediff.examples.jmh;

import io.ffsamediff.examples.Launched;
import java.io.File;
import java.io.IOException;
import java.util.List;

/**
 * Runs JMH on the distribution, started as {@code ./ff} starts the engine: what the launcher tells
 * of environment and JVM options holds for JMH's process and, inherited, for those that it forks.
 */
public final class Jmh {

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
    ProcessBuilder jmh = Launched.asLauncherSays();
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
}
