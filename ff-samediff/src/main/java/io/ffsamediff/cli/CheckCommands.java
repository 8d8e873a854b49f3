package io.ffsamediff.cli;

import io.ffsamediff.device.ChildProcess;
import io.ffsamediff.device.DeviceChoice;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Commands of {@code ff gpu-check}: each is a process of its own, so that none can take the others
 * with it, and all together have some time.
 */
final class CheckCommands {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Duration limit;
  private final LongSupplier clock;
  private final long end;
  private final PrintWriter err;

  /**
   * Commands whose time begins now.
   *
   * @param limit what they have together
   * @param clock nanoseconds from some moment on
   * @param err receives what is being done
   */
  CheckCommands(Duration limit, LongSupplier clock, PrintWriter err) {
    this.limit = limit;
    this.clock = clock;
    this.end = clock.getAsLong() + limit.toNanos();
    this.err = err;
  }

  /** A command and the variables that it is given. */
  record Command(List<String> words, Map<String, String> environment) {

    /** The engine's, on a device. */
    static Command engine(DeviceChoice choice, List<String> words) {
      EngineStart start = DeviceSelection.start(choice, LaunchRequest.of(words));
      return new Command(
          start.words(Main.class, words.toArray(String[]::new)), start.environment());
    }

    /** One that starts processes itself. */
    static Command light(List<String> words) {
      return new Command(new SameStart().words(Main.class, words.toArray(String[]::new)), Map.of());
    }

    /** The same with one variable more. */
    Command with(String variable, String value) {
      Map<String, String> all = new HashMap<>(environment);
      all.put(variable, value);
      return new Command(words, all);
    }
  }

  /** What a command prints, or why there is nothing of it. */
  ChildProcess.Answer run(String name, Command command) {
    Duration left = Duration.ofNanos(end - clock.getAsLong());
    if (left.isNegative() || left.isZero()) {
      String reason = "left out: the %d minutes are over".formatted(limit.toMinutes());
      tell(name, reason);
      return new ChildProcess.Answer(Optional.of(reason), "");
    }
    tell(name, "...");
    ChildProcess.Answer answer =
        new ChildProcess(command.words(), command.environment(), left).run();
    answer.failure().ifPresent(reason -> tell(name, reason));
    return answer;
  }

  /** The JSON that a command prints, among what it tells; with {@code failed} if there is none. */
  JsonNode json(String name, Command command) {
    ChildProcess.Answer answer = run(name, command);
    if (answer.failure().isPresent()) {
      return failed(answer.failure().get());
    }
    String output = answer.output();
    int start = output.startsWith("{") ? 0 : output.indexOf("\n{") + 1;
    int end = output.lastIndexOf('}') + 1;
    try {
      if (start < end) {
        return JSON.readTree(output.substring(start, end));
      }
      return failed("it printed no JSON");
    } catch (JacksonException e) {
      return failed("what it printed is no JSON");
    }
  }

  /** What stands for a command's JSON where there is none. */
  static JsonNode failed(String reason) {
    return JSON.createObjectNode().put("failed", reason);
  }

  /** Tells what is being done. */
  void tell(String name, String what) {
    err.printf("gpu-check: %s: %s%n", name, what);
    err.flush();
  }
}
