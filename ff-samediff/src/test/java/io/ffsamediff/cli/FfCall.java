package io.ffsamediff.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Runs {@code ff} in this process, where ND4J has started already.
 *
 * @param exitCode what it ended with
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
record FfCall(int exitCode, String out, String err) {

  /** Runs {@code ff arguments}. */
  static FfCall of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new FfCall(exitCode, out.toString(), err.toString());
  }
}
