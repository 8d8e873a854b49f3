package io.ffsamediff.bench;

import io.ffsamediff.report.PictureException;
import io.ffsamediff.run.AtomicFiles;
import io.ffsamediff.run.RunFolderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Benchmarks as files, named {@code <configuration>_<hardware>_<date>}. */
public final class BenchmarkFiles {

  private static final Logger LOG = LoggerFactory.getLogger(BenchmarkFiles.class);

  private BenchmarkFiles() {}

  /**
   * Makes {@code folder} where it is missing.
   *
   * @throws RunFolderException if it cannot be made or written
   */
  public static void requireFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw AtomicFiles.cannotWrite(folder, e);
    }
    if (!Files.isWritable(folder)) {
      throw new RunFolderException(
          "%s: expected a folder that can be written, received one without the permission. Choose another one."
              .formatted(folder));
    }
  }

  /**
   * Writes {@code file}.
   *
   * @throws RunFolderException if it cannot be written
   */
  public static void writeJson(BenchmarkResult result, Path file) {
    AtomicFiles.write(file, BenchmarkJson.of(result).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes JSON, HTML and PNG, replacing those of the same day.
   *
   * @return the files written; no picture where nothing was measured or this Java cannot draw
   * @throws RunFolderException if they cannot be written
   */
  public static List<Path> write(BenchmarkResult result, Path folder) {
    String name = name(result);
    List<Path> files = new ArrayList<>();
    Path json = folder.resolve(name + ".json");
    writeJson(result, json);
    files.add(json);
    Path html = folder.resolve(name + ".html");
    AtomicFiles.write(html, BenchmarkPage.html(result).getBytes(StandardCharsets.UTF_8));
    files.add(html);
    if (!result.measured().isEmpty()) {
      Path png = folder.resolve(name + ".png");
      try {
        AtomicFiles.write(png, BenchmarkChart.png(result));
        files.add(png);
      } catch (LinkageError | PictureException e) {
        LOG.warn("{} was left out: {}", png, e.toString());
      }
    }
    return files;
  }

  /** As {@link #writeJson(BenchmarkResult, Path)}. */
  public static void writeJson(ClusterResult result, Path file) {
    AtomicFiles.write(file, BenchmarkJson.of(result).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes the JSON of a benchmark on clusters, replacing that of the same day.
   *
   * @return the file written
   * @throws RunFolderException if it cannot be written
   */
  public static Path write(ClusterResult result, Path folder) {
    String hardware = result.machine().cpu() + " " + result.machine().cores() + " cores";
    Path file = folder.resolve(name(result.name() + "-cluster", hardware, result.date()) + ".json");
    writeJson(result, file);
    return file;
  }

  /** As in {@code mnist-keras_amd-epyc-9b45-2-cores_2026-11-23}. */
  static String name(BenchmarkResult result) {
    List<String> hardware = new ArrayList<>();
    hardware.add(result.machine().cpu());
    hardware.add(result.machine().cores() + " cores");
    result.measured().stream()
        .filter(device -> !device.device().equals("cpu"))
        .map(DeviceResult.Measured::hardware)
        .forEach(hardware::add);
    return name(result.name(), String.join(" ", hardware), result.date());
  }

  private static String name(String benchmark, String hardware, Instant date) {
    return "%s_%s_%s"
        .formatted(plain(benchmark), plain(hardware), date.atZone(ZoneOffset.UTC).toLocalDate());
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("\\((r|tm)\\)", "")
        .replaceAll("[^a-z0-9.]+", "-")
        .replaceAll("^-+|-+$", "");
  }
}
