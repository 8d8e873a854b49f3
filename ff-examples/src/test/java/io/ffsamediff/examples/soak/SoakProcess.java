package io.ffsamediff.examples.soak;

import io.ffsamediff.examples.Launched;
import io.ffsamediff.examples.TinyData;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The engine's process of one part, with a temporary folder of its own. */
final class SoakProcess {

  private static final int FOREVER = 100_000_000;
  private static final int TERMINATED = 143;

  private final SoakPart part;
  private final Path folder;
  private final Process process;

  /** Starts it in {@code folder}, as {@code ./ff} does. */
  SoakProcess(SoakPart part, Path folder) throws IOException {
    this.part = part;
    this.folder = folder;
    TinyData.write(folder.resolve("data"));
    ProcessBuilder engine = Launched.asLauncherSays();
    List<String> words = engine.command();
    words.add(1, "-Djava.io.tmpdir=" + Files.createDirectories(temp()));
    if (part == SoakPart.IN_TURN) {
      int main = words.size() - 1;
      words.set(main, Turns.class.getName());
      String classPath = words.get(main - 1);
      words.set(main - 1, classPath + File.pathSeparator + System.getProperty("java.class.path"));
      words.add(folder.toString());
    } else {
      Path config = folder.resolve("config.json");
      Files.writeString(config, SoakPart.json(part, FOREVER));
      words.addAll(List.of("train", config.toString(), "--out", runs().toString()));
      words.addAll(List.of("--data-dir", folder.resolve("data").toString()));
    }
    process =
        engine
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    // Whoever stops the soak must not leave an engine that trains for ever.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /** The run folder, or the folder of all runs. */
  Path runs() {
    return folder.resolve("run");
  }

  /** The temporary folder. */
  Path temp() {
    return folder.resolve("temp");
  }

  /** Looks at it. */
  ProcessSampler sampler() {
    return new ProcessSampler(process.pid(), runs(), temp());
  }

  /**
   * Ends it in good order.
   *
   * @throws IOException if it ended otherwise than it should
   */
  void stop() throws IOException, InterruptedException {
    if (part == SoakPart.IN_TURN) {
      Files.createFile(folder.resolve("stop"));
    } else {
      process.destroy();
    }
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    int expected = part == SoakPart.IN_TURN ? 0 : TERMINATED;
    if (!ended || process.exitValue() != expected) {
      process.destroyForcibly();
      throw new IOException(part + " ended badly: " + Files.readString(folder.resolve("err.txt")));
    }
  }

  /** Ends it in any case. */
  void kill() {
    process.destroyForcibly();
  }
}
