package io.ffsamediff.examples.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code make soak}: trains tiny epochs for long and says by how much memory, handles, threads and
 * files grow. {@code metrics.jsonl} grows with every epoch and is not looked at.
 */
public final class Soak {

  private Soak() {}

  /**
   * Runs parts, one after the other; needs {@code ff.home}.
   *
   * @param arguments minutes for all parts together, folder for the runs, names of the parts (all)
   * @throws IOException if a file cannot be written, or training fails
   * @throws InterruptedException if a wait is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<SoakPart> parts =
        Stream.of(SoakPart.values()).filter(part -> isWanted(part, arguments)).toList();
    Duration time =
        Duration.ofSeconds(Math.round(60 * Double.parseDouble(arguments[0]) / parts.size()));
    Path folder =
        Files.createDirectories(
            Path.of(arguments[1], Long.toString(Instant.now().getEpochSecond())).toAbsolutePath());
    List<SoakResult> results = new ArrayList<>();
    for (SoakPart part : parts) {
      Path place = Files.createDirectories(folder.resolve(part.toString()));
      SoakResult result = new SoakRun(part, place, time).run();
      print(result, time.toSeconds());
      results.add(result);
    }
    Path json = folder.resolve("soak.json");
    Files.writeString(
        json,
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(results));
    System.out.println(json);
    if (!SoakRun.isLongEnough(time)) {
      System.out.println("Too short to judge growth: take at least 10 minutes for each part.");
    }
    System.exit(results.stream().allMatch(SoakResult::isFlat) ? 0 : 1);
  }

  private static boolean isWanted(SoakPart part, String[] arguments) {
    List<String> wanted = List.of(arguments).subList(2, arguments.length);
    return wanted.isEmpty() || wanted.contains(part.toString());
  }

  private static void print(SoakResult result, long seconds) {
    System.out.printf(
        "%s, %d s, %d epochs%n  %-36s %10s %12s %12s %14s%n",
        result.part(),
        seconds,
        result.epochs(),
        "",
        "mean",
        "slope / h",
        "std. error",
        "allowed / h");
    result
        .slopes()
        .forEach(
            (measure, slope) ->
                System.out.printf(
                    "  %-36s %10.2f %12.3f %12.3f %14.2f%s%n",
                    measure.words(),
                    slope.mean(),
                    slope.perHour(),
                    slope.standardError(),
                    measure.allowed() / slope.hours(),
                    result.leaks().contains(measure) ? "  GROWS" : ""));
    System.out.printf("  files left: %s%n%n", result.leftFiles());
  }
}
