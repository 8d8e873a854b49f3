package io.ffsamediff.examples.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Lets a part train, looks at its process now and then, and says what has grown. */
final class SoakRun {

  /** Share of the time in which caches fill and methods are compiled. */
  private static final double WARM_UP = 0.3;

  /** In less time than this a process is still warming up, and growth says nothing. */
  private static final Duration SHORTEST = Duration.ofMinutes(10);

  private static final int SAMPLES = 150;
  private static final long SHORTEST_MILLIS = 1000;

  private final SoakPart part;
  private final Path folder;
  private final Duration time;

  /**
   * A run to come.
   *
   * @param folder for everything
   */
  SoakRun(SoakPart part, Path folder, Duration time) {
    this.part = part;
    this.folder = folder;
    this.time = time;
  }

  /** Whether growth is judged. */
  static boolean isLongEnough(Duration time) {
    return time.compareTo(SHORTEST) >= 0;
  }

  /** Does it. */
  SoakResult run() throws IOException, InterruptedException {
    SoakProcess process = new SoakProcess(part, folder);
    try {
      List<Sample> samples = watch(process.sampler());
      process.stop();
      return result(process, samples);
    } finally {
      process.kill();
    }
  }

  private List<Sample> watch(ProcessSampler sampler) throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    long pause = Math.max(SHORTEST_MILLIS, time.toMillis() / SAMPLES);
    List<Sample> samples = new ArrayList<>();
    while (System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(pause);
      samples.add(sampler.sample());
    }
    return samples;
  }

  private SoakResult result(SoakProcess process, List<Sample> samples) throws IOException {
    List<Sample> warm = samples.subList((int) (WARM_UP * samples.size()), samples.size());
    Map<Measure, Slope> slopes = new EnumMap<>(Measure.class);
    List<Measure> leaks = new ArrayList<>();
    for (Measure measure : part.measures()) {
      Slope slope = measure.slope(warm);
      slopes.put(measure, slope);
      if (isLongEnough(time) && slope.isLeak(measure.allowed())) {
        leaks.add(measure);
      }
    }
    return new SoakResult(
        part.toString(), epochs(process), slopes, leaks, leftFiles(process), samples);
  }

  private static long epochs(SoakProcess process) throws IOException {
    Path metrics = process.runs().resolve("metrics.jsonl");
    if (!Files.exists(metrics)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(metrics)) {
      return lines.count();
    }
  }

  private List<String> leftFiles(SoakProcess process) throws IOException {
    try (Stream<Path> temp = Files.walk(process.temp());
        Stream<Path> run = Files.walk(process.runs())) {
      Stream<Path> half = run.filter(this::isLeft);
      // JNA leaves an empty folder that all its users share.
      return Stream.concat(temp.filter(Files::isRegularFile), half).map(Path::toString).toList();
    }
  }

  /** Half a file; of runs in turn, which are deleted, any file. */
  private boolean isLeft(Path path) {
    return part == SoakPart.IN_TURN
        ? Files.isRegularFile(path)
        : path.toString().matches(".*\\.(partial|old)");
  }
}
