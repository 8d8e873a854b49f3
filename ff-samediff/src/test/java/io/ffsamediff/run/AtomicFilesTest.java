package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

  @TempDir Path folder;

  @Test
  void write_existingFile_isReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old and longer");

    AtomicFiles.write(file, new byte[] {'n', 'e', 'w'});

    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".partial"));
  }

  @Test
  void write_contentThatFailsHalfWay_leavesTheOldFileAndNoPart() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");

    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      out.write('h');
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("a.txt: expected a place that can be written, received")
        .hasMessageContaining("No space left on device");
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  /** What a run folder from elsewhere points to is not the run's to change. */
  @Test
  void write_targetThatIsALink_replacesTheLink() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "mine");
    Path inside = Files.createDirectory(folder.resolve("run"));
    Path target = Files.createSymbolicLink(inside.resolve("config.json"), outside);

    AtomicFiles.write(target, new byte[] {'n', 'e', 'w'});

    assertThat(outside).hasContent("mine");
    assertThat(target).hasContent("new");
    assertThat(Files.isSymbolicLink(target)).isFalse();
  }

  @Test
  void write_partialThatIsALink_removesTheLink() throws IOException {
    Path outside = folder.resolve("outside");
    Path inside = Files.createDirectory(folder.resolve("run"));
    for (boolean dangling : new boolean[] {true, false}) {
      Files.createSymbolicLink(inside.resolve("a.txt.partial"), outside);

      AtomicFiles.write(inside.resolve("a.txt"), new byte[] {'n', 'e', 'w'});

      assertThat(inside.resolve("a.txt")).hasContent("new");
      assertThat(inside.toFile().list()).containsExactly("a.txt");
      if (dangling) {
        assertThat(outside).doesNotExist();
        Files.writeString(outside, "mine");
      } else {
        assertThat(outside).hasContent("mine");
      }
    }
  }

  @Test
  void write_partialLeftByAKilledProcess_isReplaced() throws IOException {
    Files.writeString(folder.resolve("a.txt.partial"), "half of a longer text");

    AtomicFiles.write(folder.resolve("a.txt"), new byte[] {'n', 'e', 'w'});

    assertThat(folder.resolve("a.txt")).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("a.txt");
  }

  @Test
  void write_partialThatIsAFolder_isRefused() throws IOException {
    Files.createDirectories(folder.resolve("a.txt.partial/full"));

    assertThatThrownBy(() -> AtomicFiles.write(folder.resolve("a.txt"), new byte[1]))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("a.txt: expected a place that can be written, received");
    assertThat(folder.resolve("a.txt")).doesNotExist();
  }
}
