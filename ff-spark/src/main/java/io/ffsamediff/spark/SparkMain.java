package io.ffsamediff.spark;

import io.ffsamediff.cli.Main;
import java.util.Optional;

/**
 * The command line where networks can train on Spark: started by the launcher, or by {@code
 * spark-submit}, whose master is the cluster then.
 */
public final class SparkMain {

  private SparkMain() {}

  /** Runs one command; ends the process with its exit code unless all went well. */
  public static void main(String[] arguments) {
    Main.run(arguments, Optional.of(new SparkProvider()));
  }
}
