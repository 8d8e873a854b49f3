package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up, and one that cannot be written: small file systems of a test's own. */
class DiskTroubleTest {

  /** Some 140 kB of state: parameters and two moments of 16-500-6. */
  private static final List<String> LARGE_STATE =
      List.of("--set", "network.layers.0.units=500", "--set", "checkpoints.every=1");

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    assumeTrue(canMount(), "mounting a file system of one's own is not allowed here");
    TinyRun.write(folder);
    Files.createDirectory(folder.resolve("disk"));
  }

  @Test
  void train_diskFillsUp_endsWithTheOlderCheckpointIntact() throws Exception {
    FfProcess full = trainOn("size=330k", "cp -R disk/run kept", LARGE_STATE);

    assertThat(full.exitCode()).as(full.err()).isEqualTo(1);
    assertThat(full.err())
        .contains("ff: disk/run/checkpoints/0", ".ckpt: expected a place that can be written")
        .contains("No space left on device", "Check permissions and free space")
        .doesNotContain("\tat ");
    RunDirectory kept = RunDirectory.open(folder.resolve("kept"));
    assertThat(kept.checkpoints().toFile().list())
        .isNotEmpty()
        .noneMatch(f -> f.contains("partial"));
    FfCall.resume(folder, "kept").worked();
    assertEndsAsOnALargeDisk(kept);
  }

  private void assertEndsAsOnALargeDisk(RunDirectory kept) {
    FfCall.train(folder, "whole", LARGE_STATE.toArray(String[]::new)).worked();
    assertThat(kept.model().resolve("layer-1.fb"))
        .hasSameBinaryContentAs(folder.resolve("whole/model/layer-1.fb"));
  }

  @Test
  void train_diskThatIsFullAtTheStart_leavesNothing() throws Exception {
    FfProcess full = trainOn("size=4k", "ls -A disk > left.txt", List.of());

    assertThat(full.exitCode()).as(full.err()).isEqualTo(1);
    assertThat(full.err()).contains("No space left on device");
    assertThat(folder.resolve("left.txt")).isEmptyFile();
  }

  @Test
  void train_diskThatIsReadOnly_isRefusedBeforeTraining() throws Exception {
    FfProcess refused = trainOn("ro", "true", List.of());

    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
    assertThat(refused.err())
        .contains("ff: disk/run: expected a place that can be written", "Read-only file system")
        .doesNotContain("epoch 1");
  }

  @Test
  void resume_diskThatIsReadOnly_isRefusedAndHarmsNothing() throws Exception {
    FfCall.train(folder, "whole").worked();

    FfProcess refused =
        onDisk(
            "size=4m",
            "cp -R whole disk/run && mount -o remount,ro disk",
            "cp -R disk/run kept",
            command("train", "--resume", "disk/run", "--set", "training.epochs=9"));

    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
    assertThat(refused.err()).contains("ff: disk/run/.lock: expected a place that can be written");
    assertThat(folder.resolve("kept/config.json"))
        .hasSameBinaryContentAs(folder.resolve("whole/config.json"));
  }

  private FfProcess trainOn(String options, String after, List<String> more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("train", "tiny.json", "--out", "disk/run"));
    arguments.addAll(more);
    return onDisk(options, "true", after, command(arguments.toArray(String[]::new)));
  }

  private static List<String> command(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data-dir", "data"));
    return FfProcess.command(all.toArray(String[]::new));
  }

  /** Runs {@code command} where {@code disk} is a file system in memory, which vanishes with it. */
  private FfProcess onDisk(String options, String before, String after, List<String> command)
      throws Exception {
    String script =
        "mount -t tmpfs -o \"$0\" tmpfs disk && %s && { \"$@\"; code=$?; %s; exit $code; }"
            .formatted(before, after);
    List<String> all = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script, options));
    all.addAll(command);
    return FfProcess.finish(FfProcess.start(folder, all), folder);
  }

  private boolean canMount() throws InterruptedException {
    try {
      String probe = "mount -t tmpfs -o size=4k tmpfs \"$0\"";
      return new ProcessBuilder("unshare", "-rm", "sh", "-c", probe, folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
