package io.ffsamediff.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a person is watching, and what can be shown. */
final class Terminal {

  private static final Path STDOUT = Path.of("/proc/self/fd/1");
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /** Whether stderr is a terminal that can redraw a line. */
  static boolean isStderr() {
    return isTerminal(STDERR, System.getenv());
  }

  /** Whether what is written to stderr may be coloured. */
  static boolean stderrHasColours() {
    return isStderr() && wantsColours(System.getenv());
  }

  /** Whether what is written to stdout may be coloured. */
  static boolean stdoutHasColours() {
    return isTerminal(STDOUT, System.getenv()) && wantsColours(System.getenv());
  }

  /** Whether stderr can show {@code text}; not where the locale has no letters for it. */
  static boolean stderrShows(String text) {
    // The first is a JDK's from 19 on, the second that of 17.
    for (String property : new String[] {"stderr.encoding", "sun.stderr.encoding"}) {
      @Nullable String name = System.getProperty(property);
      if (name != null) {
        return Charset.isSupported(name) && Charset.forName(name).newEncoder().canEncode(text);
      }
    }
    return Charset.defaultCharset().newEncoder().canEncode(text);
  }

  /** As https://no-color.org says: any value but an empty one turns colours off. */
  static boolean wantsColours(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** Linux tells what a stream leads to; elsewhere plain lines are the safe choice. */
  private static boolean isTerminal(Path stream, Map<String, String> environment) {
    if ("dumb".equals(environment.get("TERM"))) {
      return false;
    }
    try {
      String target = Files.readSymbolicLink(stream).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
