package io.ffsamediff.examples.soak;

import io.ffsamediff.cli.Main;
import io.ffsamediff.examples.TinyData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Trains short runs of both controllers in turn, in one process, until it is told to stop. */
public final class Turns {

  private static final int EPOCHS = 40;

  private Turns() {}

  /**
   * Trains until there is a file {@code stop}.
   *
   * @param arguments the folder with the data, for the runs, and for that file
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    TinyData.write(folder.resolve("data"));
    for (int turn = 0; !Files.exists(folder.resolve("stop")); turn++) {
      SoakPart part = turn % 2 == 0 ? SoakPart.LAYERWISE : SoakPart.INTERLEAVED;
      Path config = folder.resolve(part + ".json");
      Files.writeString(config, SoakPart.json(part, EPOCHS));
      Path run = folder.resolve("run").resolve("turn");
      String[] train = {
        "train", config.toString(), "--data-dir", folder.resolve("data").toString(), "--out"
      };
      int exitCode =
          Main.commandLine()
              .execute(
                  Stream.concat(Stream.of(train), Stream.of(run.toString()))
                      .toArray(String[]::new));
      if (exitCode != 0) {
        System.exit(exitCode);
      }
      delete(run);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
