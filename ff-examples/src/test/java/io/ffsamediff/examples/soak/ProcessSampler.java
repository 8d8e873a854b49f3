package io.ffsamediff.examples.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at a Java process of Linux from outside. */
final class ProcessSampler {

  private static final double KIB_OF_MIB = 1024;
  private static final double NANOS_OF_HOUR = 3600e9;
  private static final Pattern LIVE = Pattern.compile("Total +\\d+ +(\\d+)");
  private static final Pattern COMPILED = Pattern.compile(" used=(\\d+)Kb");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
  private static final Pattern METASPACE = Pattern.compile("Metaspace +used (\\d+)K");

  private final long pid;
  private final Path runs;
  private final Path temp;
  private final long start = System.nanoTime();

  /**
   * A look at a process that was just started.
   *
   * @param runs the run folder, or the folder of all runs
   * @param temp its temporary folder
   */
  ProcessSampler(long pid, Path runs, Path temp) {
    this.pid = pid;
    this.runs = runs;
    this.temp = temp;
  }

  /** The process now, after a collection of its heap. */
  Sample sample() throws IOException, InterruptedException {
    String live = jcmd("GC.class_histogram"); // collects, then counts what is left
    String heap = jcmd("GC.heap_info");
    double compiled = sum(COMPILED, jcmd("Compiler.codecache")) / KIB_OF_MIB;
    String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
    return new Sample(
        (System.nanoTime() - start) / NANOS_OF_HOUR,
        sum(RESIDENT, status) / KIB_OF_MIB - compiled,
        compiled,
        sum(LIVE, live) / (KIB_OF_MIB * KIB_OF_MIB),
        sum(METASPACE, heap) / KIB_OF_MIB,
        sum(THREADS, status),
        entries(Path.of("/proc", Long.toString(pid), "fd")),
        files(runs),
        files(temp));
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException("jcmd " + command + " failed: " + output);
    }
    return output;
  }

  private static double sum(Pattern number, String text) {
    Matcher matcher = number.matcher(text);
    double sum = 0;
    while (matcher.find()) {
      sum += Long.parseLong(matcher.group(1));
    }
    if (sum == 0) {
      throw new IllegalStateException(number + " is not in: " + text);
    }
    return sum;
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }

  /** Everything below a folder; what vanishes meanwhile does not count. */
  static long files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.count() - 1;
    } catch (UncheckedIOException e) {
      return files(folder);
    }
  }
}
