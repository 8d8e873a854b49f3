package io.ffsamediff.cli;

import io.ffsamediff.device.DeviceException;
import io.ffsamediff.device.InstalledBackends;
import io.ffsamediff.device.Machine;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Works out how the engine is to be started, without ND4J: environment, backend, class path and
 * memory, which must all be settled before the engine's process exists. The {@code ff} script runs
 * it and then replaces itself by what it prints.
 *
 * <p>Prints records ended by NUL: {@code env:NAME=VALUE}, {@code arg:WORD} for each word of the
 * command, and {@code end:} when all is told.
 */
final class Launcher {

  private Launcher() {}

  /** Prints the start of the engine for a command line; needs {@code ff.home}. */
  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty(InstalledBackends.HOME_PROPERTY, "target/dist"));
    LaunchRequest request = LaunchRequest.of(List.of(arguments));
    Machine machine = Machine.read();
    LaunchPlan plan = new LaunchPlan(home, device(request), request, machine, System.getenv());
    print(plan, System.out);
  }

  /** What cannot be had is reported by the engine, which starts on the CPU to do so. */
  private static LaunchedDevice device(LaunchRequest request) {
    try {
      return LaunchedDevice.of(DeviceSelection.forProcess(request.device()));
    } catch (DeviceException e) {
      return LaunchedDevice.refused(e);
    }
  }

  private static void print(LaunchPlan plan, PrintStream out) {
    StringBuilder records = new StringBuilder();
    for (Map.Entry<String, String> variable : plan.environment().entrySet()) {
      append(records, "env:" + variable.getKey() + "=" + variable.getValue());
    }
    plan.command(Main.class).forEach(word -> append(records, "arg:" + word));
    append(records, "end:");
    byte[] bytes = records.toString().getBytes(nativeCharset());
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  private static void append(StringBuilder records, String text) {
    records.append(text).append('\0');
  }

  /** The charset in which the JVM decoded paths and arguments, so that they come back unchanged. */
  private static Charset nativeCharset() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }
}
