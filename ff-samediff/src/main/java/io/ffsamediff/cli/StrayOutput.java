package io.ffsamediff.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What libraries print to stdout of their own accord, turned into log lines of level DEBUG: stdout
 * is for results, and SameDiff prints a line for each op that it differentiates.
 */
final class StrayOutput extends OutputStream {

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private StrayOutput() {}

  /** A stream to stand in for {@link System#out}. */
  static PrintStream stream() {
    return new PrintStream(new StrayOutput(), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    if (b != '\n') {
      line.write(b);
      return;
    }
    // Looked up here, so that commands that print nothing stray do not start the logging.
    Logger logger = LoggerFactory.getLogger(StrayOutput.class);
    logger.debug("{}", line.toString(StandardCharsets.UTF_8).stripTrailing());
    line.reset();
  }
}
