package io.ffsamediff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person is watching. */
final class Terminal {

  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /** Whether stderr is a terminal that can redraw a line. */
  static boolean isStderr() {
    return !"dumb".equals(System.getenv("TERM")) && isTerminal(STDERR);
  }

  /** Linux tells what a stream leads to; elsewhere plain lines are the safe choice. */
  private static boolean isTerminal(Path stream) {
    try {
      String target = Files.readSymbolicLink(stream).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
