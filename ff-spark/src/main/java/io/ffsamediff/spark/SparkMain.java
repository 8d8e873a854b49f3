package io.ffsamediff.spark;

import io.ffsamediff.cli.Main;
import java.util.Optional;

/** The command line where networks can train on Spark. */
public final class SparkMain {

  private SparkMain() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Main.run(arguments, Optional.of(new SparkProvider()));
  }
}
