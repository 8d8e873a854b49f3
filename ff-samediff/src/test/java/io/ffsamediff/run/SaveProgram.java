package io.ffsamediff.run;

import io.ffsamediff.train.EpochTotals;
import io.ffsamediff.train.LayerState;
import io.ffsamediff.train.TrainingCursor;
import io.ffsamediff.train.TrainingState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Saves a checkpoint of 1.6 MB in a process of its own, whose files the system may keep small. */
final class SaveProgram {

  private static final int KIB_512_BLOCKS = 512;

  private SaveProgram() {}

  /** With the run folder; prints why the checkpoint could not be written. */
  public static void main(String[] args) {
    CheckpointStore store = new CheckpointStore(new RunDirectory(Path.of(args[0])), 2);
    LayerState layer = new LayerState(new float[400_000], new float[0], 0);
    EpochTotals totals = new EpochTotals(0, 0, 0, List.of());
    try {
      store.save(new TrainingState(TrainingCursor.startOf(1), totals, List.of(layer)));
      System.out.println("saved");
    } catch (RunFolderException e) {
      System.out.println(e.getMessage());
    }
  }

  /** What the program prints where no file may grow beyond half a MiB. */
  static String runWithSmallFiles(Path run) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "ulimit -f " + KIB_512_BLOCKS + " && exec \"$@\"",
                "sh",
                java,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                SaveProgram.class.getName(),
                run.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
