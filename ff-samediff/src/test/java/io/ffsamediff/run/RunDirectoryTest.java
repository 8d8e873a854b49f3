package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunDirectoryTest {

  @TempDir Path folder;

  @Test
  void defaultFolder_strangeName_staysOneFolderBelowRuns() {
    assertThat(RunDirectory.defaultFolder("../a b/c", Instant.parse("2026-11-23T13:05:09Z")))
        .isEqualTo(Path.of("runs", "..-a-b-c-20261123T130509Z"));
  }

  @Test
  void create_newFolder_holdsConfigurationAndSubFolders() {
    RunDirectory run = RunDirectory.create(folder.resolve("runs/deep/new"), "{}\n");

    assertThat(run.config()).hasContent("{}\n");
    assertThat(run.figures()).isEmptyDirectory();
    assertThat(run.checkpoints()).isEmptyDirectory();
    assertThat(RunDirectory.open(run.folder()).model()).isEqualTo(run.model());
  }

  @Test
  void create_folderWithSomethingInIt_isRefusedAndLeftAlone() throws IOException {
    Path own = Files.writeString(folder.resolve("notes.txt"), "x");

    assertThatThrownBy(() -> RunDirectory.create(folder, "{}"))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("expected a run folder that does not exist yet, received an existing")
        .hasMessageContaining("--out");
    assertThat(folder.toFile().list()).containsExactly("notes.txt");
    assertThat(own).hasContent("x");
  }

  @Test
  void create_subFolderWithSomethingInIt_isRefused() throws IOException {
    Files.createDirectory(folder.resolve("figures"));
    Files.writeString(folder.resolve("figures/own.png"), "x");

    assertThatThrownBy(() -> RunDirectory.create(folder, "{}"))
        .hasMessageContaining("received an existing one");
    assertThat(folder.toFile().list()).containsExactly("figures");
  }

  /** What is there when a process is killed after each step of making the folder. */
  static Stream<List<String>> begun() {
    return Stream.of(
        List.of(),
        List.of(".lock"),
        List.of(".lock", "figures/"),
        List.of(".lock", "figures/", "checkpoints/"),
        List.of(".lock", "figures/", "checkpoints/", "config.json.partial"));
  }

  @ParameterizedTest
  @MethodSource("begun")
  void create_folderThatAKilledProcessBegan_isTakenOver(List<String> begun) throws IOException {
    begin(begun);
    RunDirectory.requireNew(folder);

    RunDirectory run = RunDirectory.create(folder, "{}\n");

    assertThat(run.config()).hasContent("{}\n");
    assertThat(run.figures()).isEmptyDirectory();
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(".lock", "config.json", "figures", "checkpoints");
  }

  @ParameterizedTest
  @MethodSource("begun")
  void open_folderThatAKilledProcessBegan_saysHowToStartAgain(List<String> begun)
      throws IOException {
    begin(begun);

    assertThatThrownBy(() -> RunDirectory.open(folder))
        .isInstanceOf(RunFormatException.class)
        .hasMessage(
            "%s: expected a run folder, received one in which no run has begun. Start it with: ff train CONFIG --out %s"
                .formatted(folder, folder));
  }

  @Test
  void create_folderThatAnotherProcessIsMaking_isRefused() {
    RunDirectory other = new RunDirectory(folder);
    try (RunLock lock = RunLock.take(other)) {
      lock.check();
      assertThatThrownBy(() -> RunDirectory.create(folder, "{}"))
          .isInstanceOf(RunFolderException.class)
          .hasMessageContaining("received one that is being trained");
    }
    assertThat(folder.toFile().list()).containsExactly(".lock");
  }

  private void begin(List<String> names) throws IOException {
    for (String name : names) {
      Path path = folder.resolve(name);
      if (name.endsWith("/")) {
        Files.createDirectory(path);
      } else {
        Files.createFile(path);
      }
    }
  }

  @Test
  void create_belowAFile_cannotBeWrittenAndLeavesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> RunDirectory.create(file.resolve("a/b"), "{}"))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("expected a place that can be written, received");
    assertThat(folder.toFile().list()).containsExactly("file");
  }

  @Test
  void create_failureAfterTheFirstFolder_removesWhatWasMade() {
    Path tooLong = folder.resolve("made").resolve("x".repeat(300));

    assertThatThrownBy(() -> RunDirectory.create(tooLong, "{}"))
        .isInstanceOf(RunFolderException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void open_missingFolder_isNoRun() {
    assertThatThrownBy(() -> RunDirectory.open(folder.resolve("none")))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("expected a run folder, received a path that does not exist");
  }

  @Test
  void open_file_isNoRun() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> RunDirectory.open(file))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("received a file");
  }

  @Test
  void open_otherFolder_isNoRun() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "x");

    assertThatThrownBy(() -> RunDirectory.open(folder))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("received a folder without config.json");
  }

  @Test
  void delete_runWithFiles_leavesNothing() throws IOException {
    RunDirectory run = RunFixture.create(folder);
    Files.writeString(run.figures().resolve("a.png"), "x");

    run.delete();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void take_lockOfARunInTraining_isRefusedUntilReleased() {
    RunDirectory run = RunFixture.create(folder);
    try (RunLock lock = RunLock.take(run)) {
      lock.check();
      assertThatThrownBy(() -> RunLock.take(run))
          .isInstanceOf(RunFolderException.class)
          .hasMessageContaining("received one that is being trained");
    }
    try (RunLock again = RunLock.take(run)) {
      again.check();
    }
  }
}
