package io.ffsamediff.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;

/** Passes on what another process tells, line by line, and remembers the last one. */
final class MessageRelay extends Thread {

  private final BufferedReader reader;
  private final PrintWriter err;
  private volatile String lastLine = "it told nothing";

  /** A relay from {@code reader} to {@code err}, to be started. */
  MessageRelay(BufferedReader reader, PrintWriter err) {
    super("message-relay");
    this.reader = reader;
    this.err = err;
    setDaemon(true);
  }

  @Override
  public void run() {
    reader.lines().forEach(this::pass);
  }

  private void pass(String line) {
    lastLine = line;
    err.println(line);
    err.flush();
  }

  /** The last line so far. */
  String lastLine() {
    return lastLine;
  }
}
