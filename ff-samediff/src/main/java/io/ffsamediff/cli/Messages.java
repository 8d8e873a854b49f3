package io.ffsamediff.cli;

import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What commands tell on stderr besides results: notices, which {@code --quiet} leaves out, warnings
 * and errors.
 *
 * @param err stderr
 * @param quiet whether only warnings and errors are told
 * @param colours whether warnings and errors are coloured
 */
record Messages(PrintWriter err, boolean quiet, boolean colours) {

  private static final String PREFIX = "ff: ";
  private static final String WARNING = "ff: warning: ";

  /** As the command line of {@code command} asks. */
  static Messages of(CommandSpec command) {
    boolean quiet = command.root().userObject() instanceof Main main && main.isQuiet();
    return new Messages(command.commandLine().getErr(), quiet, Terminal.stderrHasColours());
  }

  /** Tells what a user may like to know. */
  void notice(String text) {
    PrintWriter notices = notices();
    notices.println(PREFIX + text);
    notices.flush();
  }

  /** Tells what a user should know. */
  void warning(String text) {
    tell("yellow", WARNING, text);
  }

  /** Tells why a command has failed. */
  void error(String text) {
    tell("red", PREFIX, text);
  }

  /** Where notices and progress go: stderr, or nowhere. */
  PrintWriter notices() {
    return quiet ? new PrintWriter(Writer.nullWriter()) : err;
  }

  private void tell(String colour, String prefix, String text) {
    Ansi ansi = colours ? Ansi.ON : Ansi.OFF;
    err.println(ansi.string("@|bold," + colour + " " + prefix.strip() + "|@") + " " + text);
    err.flush();
  }
}
