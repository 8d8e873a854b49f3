package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewFolderTest {

  @TempDir private Path folder;

  @Test
  void create_folderInFoldersThatAreNotThere_makesAll() {
    Path target = folder.resolve("a/b/out");

    NewFolder.create(target, to -> Files.writeString(to.resolve("file"), "content"));

    assertThat(target.resolve("file")).hasContent("content");
    assertThat(target.getParent()).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void create_emptyFolder_isTaken() throws IOException {
    Path target = Files.createDirectory(folder.resolve("out"));

    NewFolder.create(target, to -> Files.writeString(to.resolve("file"), "content"));

    assertThat(target.resolve("file")).hasContent("content");
  }

  @Test
  void create_isNotThereBeforeItIsComplete() {
    Path target = folder.resolve("out");

    NewFolder.create(
        target,
        to -> {
          Files.writeString(to.resolve("file"), "content");
          assertThat(target).doesNotExist();
        });

    assertThat(target).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "file", "link"})
  void create_placeTaken_isRefusedAndLeftAsItWas(String place) throws IOException {
    Files.createDirectory(folder.resolve("full"));
    Files.writeString(folder.resolve("full/own"), "own");
    Files.writeString(folder.resolve("file"), "own");
    Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("to")));

    assertThatThrownBy(() -> NewFolder.create(folder.resolve(place), to -> fail()))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining(place + ": expected a folder that does not exist yet, or is empty,");
    assertThat(folder.resolve("full/own")).hasContent("own");
    assertThat(folder.resolve("file")).hasContent("own");
    assertThat(folder.resolve("link")).isSymbolicLink();
  }

  @Test
  void create_leftOver_isNamedAndNotDeleted() throws IOException {
    Path partial = Files.createDirectory(folder.resolve("out.partial"));

    assertThatThrownBy(() -> NewFolder.create(folder.resolve("out"), to -> fail()))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("out.partial: expected nothing there,");
    assertThat(partial).isDirectory();
  }

  @Test
  void create_contentFails_leavesNothing() {
    IOException full = new IOException("no space");

    assertThatThrownBy(
            () ->
                NewFolder.create(
                    folder.resolve("a/out"),
                    to -> {
                      Files.writeString(to.resolve("file"), "half");
                      throw full;
                    }))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("no space")
        .hasCause(full);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void create_contentIsRefused_leavesNothingAndSaysWhy() {
    assertThatThrownBy(
            () ->
                NewFolder.create(
                    folder.resolve("out"),
                    to -> {
                      throw new RunFormatException("damaged");
                    }))
        .isInstanceOf(RunFormatException.class)
        .hasMessage("damaged");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void create_underAFile_isRefused() throws IOException {
    Files.writeString(folder.resolve("file"), "own");

    assertThatThrownBy(() -> NewFolder.create(folder.resolve("file/out"), to -> fail()))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("expected a place that can be written");
  }

  private static void fail() {
    throw new AssertionError("nothing is to be written");
  }
}
